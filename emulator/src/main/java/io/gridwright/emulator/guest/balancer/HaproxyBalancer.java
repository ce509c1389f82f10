package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.balancer.HaproxyText.Address;
import io.gridwright.emulator.guest.balancer.HaproxyText.Rewritten;
import io.gridwright.emulator.guest.network.Splice;
import io.gridwright.emulator.guest.network.Station;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real HAProxy in master-worker mode. A reload hands the listening sockets to the new worker, so
 * that no request is dropped (management.txt 4); it is done when the new worker runs. One that is
 * killed is started again, as systemd does.
 */
final class HaproxyBalancer implements Balancer {
  private static final Logger LOG = LoggerFactory.getLogger(HaproxyBalancer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String RUNNING_FILE = "haproxy.cfg";
  private static final String LIMITS_FILE = "limits.cfg";

  /** Many balancers share the host, so each is kept small. */
  private static final String LIMITS = "global\n    maxconn 1000\n    nbthread 2\n";

  private final String program;
  private final Path directory;
  private final BalancerNetwork network;
  private final HaproxyProcesses processes;
  private final Map<Address, Integer> internalPorts = new HashMap<>();
  private List<Address> bound = List.of();
  private Process process;

  /**
   * Makes a balancer that does not run yet.
   *
   * @param program path of the haproxy program
   * @param directory a directory of the host, short enough for a Unix socket's name
   */
  HaproxyBalancer(
      String program, Path directory, BalancerNetwork network, HaproxyProcesses processes) {
    this.program = program;
    this.directory = directory;
    this.network = network;
    this.processes = processes;
  }

  @Override
  public synchronized Outcome check(String configuration) {
    return judge(rewrite(configuration), "check.cfg");
  }

  @Override
  public synchronized Outcome load(String configuration) {
    Rewritten rewritten = rewrite(configuration);
    Outcome outcome = judge(rewritten, "next.cfg");
    if (!outcome.valid()) {
      return outcome;
    }
    write(RUNNING_FILE, rewritten.text());
    if (active()) {
      reload();
    } else {
      start();
    }
    bound = rewritten.bound();
    return outcome;
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      processes.kill(process);
      process = null;
    }
    bound = List.of();
    internalPorts.values().forEach(network::releasePort);
    internalPorts.clear();
  }

  @Override
  public synchronized boolean active() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized String command(String command) {
    try {
      return master().ask(command);
    } catch (IOException e) {
      throw new UncheckedIOException("HAProxy did not answer '" + command + "'", e);
    }
  }

  @Override
  public synchronized List<Bound> bound() {
    return bound.stream().map(this::service).toList();
  }

  private Bound service(Address address) {
    Ipv4 shown = Ipv4.parse(address.host()).orElse(new Ipv4(0));
    Splice splice =
        new Splice(
            network.wires(), internalPorts.get(address), new Station.Socket(shown, address.port()));
    return new Bound(address.host(), address.port(), splice);
  }

  private Rewritten rewrite(String configuration) {
    return HaproxyText.rewrite(
        configuration,
        network,
        directory.resolve("stats.sock"),
        address -> internalPorts.computeIfAbsent(address, a -> network.freePort()));
  }

  private Outcome judge(Rewritten rewritten, String name) {
    Path file = write(name, rewritten.text());
    try {
      Process judging =
          new ProcessBuilder(program, "-c", "-f", file.toString())
              .redirectErrorStream(true)
              .start();
      judging.getOutputStream().close();
      String said = new String(judging.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean valid = judging.waitFor() == 0;
      return new Outcome(valid, said.replace(file.toString(), CONFIGURATION_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(false, "interrupted while HAProxy judged the configuration");
    }
  }

  private void start() {
    try {
      Files.deleteIfExists(socket());
      process =
          new ProcessBuilder(
                  program,
                  "-W",
                  "-db",
                  "-S",
                  socket() + ",mode,600",
                  "-f",
                  write(LIMITS_FILE, LIMITS).toString(),
                  "-f",
                  directory.resolve(RUNNING_FILE).toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("haproxy.log").toFile())
              .start();
      process.getOutputStream().close();
      processes.started(process);
      process.onExit().thenAcceptAsync(this::revive, network.wires().work());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program, e);
    }
    await("start", () -> !workers().isEmpty());
  }

  /** What dies without having been stopped is started again: its unit says Restart=always. */
  private synchronized void revive(Process dead) {
    processes.kill(dead);
    if (process != dead || processes.ending()) {
      return;
    }
    try {
      start();
    } catch (RuntimeException e) {
      LOG.error("HAProxy in {} died and does not start again", directory, e);
    }
  }

  private void reload() {
    Set<Long> before = workers();
    processes.signalReload(process);
    await("reload", () -> !workers().isEmpty() && workers().stream().noneMatch(before::contains));
  }

  /** HAProxy 2.6 tells nobody when it is ready, so its master is asked until it is. */
  private void await(String what, BooleanSupplier done) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (!active() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "HAProxy did not " + what + "; see " + directory.resolve("haproxy.log"));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private Set<Long> workers() {
    try {
      return Files.exists(socket()) ? master().workers() : Set.of();
    } catch (IOException notYet) { // between listening and answering; asked again
      return Set.of();
    }
  }

  private HaproxyMaster master() {
    return new HaproxyMaster(socket());
  }

  private Path socket() {
    return directory.resolve("m.sock");
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(Files.createDirectories(directory).resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory.resolve(name), e);
    }
  }
}
