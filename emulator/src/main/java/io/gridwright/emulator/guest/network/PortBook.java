package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which port stands for which endpoint. What the outside may know (the public part) is kept in a
 * file, so that an endpoint has the same port after a restart; the rest is forgotten.
 */
final class PortBook {
  private static final int PUBLIC_PORTS = 3000;
  private static final int INTERNAL_PORTS = 5000;
  private static final int HIGHEST = 65535;

  private final Binding bind;
  private final Path file;
  private final int first;
  private final Map<String, Integer> kept = new LinkedHashMap<>();
  private final Set<Integer> taken = new HashSet<>();
  private int nextPublic;
  private int nextInternal;

  /**
   * Opens the book.
   *
   * @param bind where public ports must be free
   * @param firstPort the first port to give out; 0 takes a free range below the ephemeral ports
   */
  PortBook(Binding bind, Path file, int firstPort) {
    this.bind = bind;
    this.file = file;
    this.first = firstPort == 0 ? 20000 + ThreadLocalRandom.current().nextInt(4000) : firstPort;
    this.nextPublic = first;
    this.nextInternal = first + PUBLIC_PORTS;
    load();
  }

  /** The port that the endpoint had, or a free one that it now has. */
  synchronized int portOf(Endpoint endpoint) {
    Integer known = kept.get(endpoint.toString());
    return known != null ? known : assign(endpoint);
  }

  /** Another port for an endpoint whose port somebody else took. */
  synchronized int anotherFor(Endpoint endpoint) {
    kept.remove(endpoint.toString());
    return assign(endpoint);
  }

  /** A free port for use inside the emulator. */
  synchronized int internal() {
    for (int tried = 0; tried < INTERNAL_PORTS; tried++) {
      int port = nextInternal++;
      if (nextInternal >= Math.min(first + PUBLIC_PORTS + INTERNAL_PORTS, HIGHEST)) {
        nextInternal = first + PUBLIC_PORTS;
      }
      if (!taken.contains(port) && free(Binding.LOOPBACK.at(port))) {
        taken.add(port);
        return port;
      }
    }
    throw new IllegalStateException(
        "no free loopback port from " + (first + PUBLIC_PORTS) + " on; close other instances");
  }

  /** Gives an internal port back. */
  synchronized void release(int port) {
    taken.remove(port);
  }

  private int assign(Endpoint endpoint) {
    Set<Integer> used = new HashSet<>(kept.values());
    for (int tried = 0; tried < PUBLIC_PORTS; tried++) {
      int port = nextPublic++;
      if (nextPublic >= Math.min(first + PUBLIC_PORTS, HIGHEST)) {
        nextPublic = first;
      }
      if (!used.contains(port) && free(bind.at(port))) {
        kept.put(endpoint.toString(), port);
        save();
        return port;
      }
    }
    return forgetOldestAndAssign(endpoint);
  }

  private int forgetOldestAndAssign(Endpoint endpoint) {
    if (kept.isEmpty()) {
      throw new IllegalStateException(
          "no free loopback port from " + first + " on; move GRIDWRIGHT_EMULATOR_PORT");
    }
    kept.remove(kept.keySet().iterator().next());
    return assign(endpoint);
  }

  private static boolean free(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(address, 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private void load() {
    if (!Files.isRegularFile(file)) {
      return;
    }
    Properties lines = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the guests' ports from " + file, e);
    }
    lines.forEach((key, port) -> kept.put((String) key, Integer.parseInt((String) port)));
  }

  private void save() {
    Properties lines = new Properties();
    kept.forEach((key, port) -> lines.setProperty(key, Integer.toString(port)));
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try (var writer = Files.newBufferedWriter(fresh)) {
        lines.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the guests' ports in " + file, e);
    }
  }
}
