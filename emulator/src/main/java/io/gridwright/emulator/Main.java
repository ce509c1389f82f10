package io.gridwright.emulator;

import io.gridwright.emulator.socket.Binding;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code java -jar …}: an emulated grid of its own, until SIGINT or SIGTERM. */
public final class Main {
  private static final String USAGE =
      """
      usage: java -jar gridwright-emulator-VERSION-all.jar [OPTION VALUE]…
        --port     the control door; node i answers the Proxmox VE API on P + i, guests from P + 100 on
                   (18100; 0: free ports)
        --nodes    how many nodes, 1 to 90 (6)
        --latency  factor on every delay (1; 0 is none)
        --data     where the state is kept (.gridwright-emulator)
        --bind     IPv4 address at which all of it listens (127.0.0.1; 0.0.0.0: all). Whoever reaches
                   another address than loopback reaches the guests, and whoever has the tokens rules
                   the grid: only within a network that is closed to others
        --help     this text""";

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.println(USAGE);
      return;
    }
    EmulatorConfiguration configuration = configurationOrExit(arguments);
    Emulator emulator = startOrExit(configuration);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  emulator.close();
                  stopped.countDown();
                }));
    announce(emulator, configuration.bind());
    stopped.await();
  }

  private static EmulatorConfiguration configurationOrExit(String... arguments) {
    try {
      return parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      throw e;
    }
  }

  /** A taken port is told in a sentence; anything else with where it happened. */
  private static Emulator startOrExit(EmulatorConfiguration configuration) {
    try {
      return Emulator.start(configuration);
    } catch (UncheckedIOException e) {
      System.err.println("The emulator does not start: " + e.getMessage());
      System.exit(1);
      throw e;
    }
  }

  static EmulatorConfiguration parse(String... arguments) {
    EmulatorConfiguration configuration = EmulatorConfiguration.in(Path.of(".gridwright-emulator"));
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("option " + arguments[i] + " needs a value");
      }
      configuration = with(configuration, arguments[i], arguments[i + 1]);
    }
    return configuration;
  }

  private static EmulatorConfiguration with(
      EmulatorConfiguration configuration, String option, String value) {
    try {
      return switch (option) {
        case "--port" -> configuration.onPort(Integer.parseInt(value));
        case "--nodes" -> configuration.withNodes(Integer.parseInt(value));
        case "--latency" -> configuration.withLatency(Double.parseDouble(value));
        case "--data" -> configuration.in(value);
        case "--bind" -> configuration.boundTo(value);
        default -> throw new IllegalArgumentException("there is no option " + option);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " must be a number, was '" + value + "'", e);
    }
  }

  private static void announce(Emulator emulator, Binding bind) {
    System.out.println("Control door   " + emulator.controlDoor());
    System.out.println("  its token    " + emulator.controlTokenFile());
    System.out.println("  the BMCs     " + emulator.bmcFile());
    emulator.nodeUrls().forEach(url -> System.out.println("Proxmox VE API " + url + "/api2/json"));
    System.out.println("  CA           " + emulator.caFile());
    System.out.println("  API token    " + emulator.proxmoxTokenFile());
    System.out.println("  root@pam     " + emulator.rootPasswordFile());
    if (!bind.closed()) {
      System.out.println(
          "WARNING        open to everybody who reaches " + bind.address().getHostAddress());
    }
    System.out.println("Emulated grid is ready");
  }
}
