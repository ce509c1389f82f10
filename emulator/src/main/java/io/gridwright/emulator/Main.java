package io.gridwright.emulator;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code java -jar …}: an emulated grid of its own, until SIGINT or SIGTERM. */
public final class Main {
  private static final String USAGE =
      """
      usage: java -jar gridwright-emulator.jar [--port P] [--nodes N] [--latency F] [--data DIR]
        --port     the control door; node i answers the Proxmox VE API on P + i (18100; 0: free ports)
        --nodes    how many nodes (6)
        --latency  factor on every delay (1; 0 is none)
        --data     where the state is kept (.gridwright-emulator)""";

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmulatorConfiguration configuration;
    try {
      configuration = parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    Emulator emulator = Emulator.start(configuration);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  emulator.close();
                  stopped.countDown();
                }));
    announce(emulator);
    stopped.await();
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
    return switch (option) {
      case "--port" -> configuration.onPort(Integer.parseInt(value));
      case "--nodes" -> configuration.withNodes(Integer.parseInt(value));
      case "--latency" -> configuration.withLatency(Double.parseDouble(value));
      case "--data" -> configuration.in(value);
      default -> throw new IllegalArgumentException("there is no option " + option);
    };
  }

  private static void announce(Emulator emulator) {
    System.out.println("Control door   " + emulator.controlDoor());
    System.out.println("  its token    " + emulator.controlTokenFile());
    emulator.nodeUrls().forEach(url -> System.out.println("Proxmox VE API " + url + "/api2/json"));
    System.out.println("  CA           " + emulator.caFile());
    System.out.println("  API token    " + emulator.proxmoxTokenFile());
    System.out.println("  root@pam     " + emulator.rootPasswordFile());
    System.out.println("Emulated grid is ready");
  }
}
