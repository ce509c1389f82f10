package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;

/**
 * Which port stands for which endpoint. What the outside may know (the public part) is kept in a
 * file, so that an endpoint has the same port after a restart; the rest is forgotten.
 */
final class PortBook implements AutoCloseable {
  private static final int PUBLIC_PORTS = 3000;
  private static final int INTERNAL_PORTS = 5000;

  private final Path file;
  private final PortSupply publicPorts;
  private final PortSupply internalPorts;
  private final Map<String, Integer> kept = new LinkedHashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  /**
   * Opens the book.
   *
   * @param bind where public ports must be free
   * @param firstPort the first port to give out; 0 takes ports that no other emulator looks at
   */
  PortBook(Binding bind, Path file, int firstPort) {
    this.file = file;
    this.publicPorts =
        firstPort == 0 ? PortSupply.blocks(bind) : PortSupply.range(bind, firstPort, PUBLIC_PORTS);
    this.internalPorts =
        firstPort == 0
            ? PortSupply.blocks(Binding.LOOPBACK)
            : PortSupply.range(Binding.LOOPBACK, firstPort + PUBLIC_PORTS, INTERNAL_PORTS);
    load();
    kept.values().forEach(publicPorts::reclaim);
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
    int port =
        internalPorts
            .take(taken::contains)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no free loopback port for the inside; close other instances"));
    taken.add(port);
    return port;
  }

  /** Gives an internal port back. */
  synchronized void release(int port) {
    taken.remove(port);
  }

  @Override
  public synchronized void close() {
    publicPorts.close();
    internalPorts.close();
  }

  private int assign(Endpoint endpoint) {
    Set<Integer> used = new HashSet<>(kept.values());
    OptionalInt port = publicPorts.take(used::contains);
    if (port.isEmpty()) {
      return forgetOldestAndAssign(endpoint);
    }
    kept.put(endpoint.toString(), port.getAsInt());
    save();
    return port.getAsInt();
  }

  private int forgetOldestAndAssign(Endpoint endpoint) {
    if (kept.isEmpty()) {
      throw new IllegalStateException(
          "no free port for guests; move them with GRIDWRIGHT_EMULATOR_PORT");
    }
    kept.remove(kept.keySet().iterator().next());
    return assign(endpoint);
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
