package io.gridwright.standalone;

import io.gridwright.standalone.demo.DemoFailure;
import io.gridwright.standalone.demo.Tour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./gridwright demo}. */
@Command(
    name = "demo",
    description = "A tour on an instance of its own: sign up, order, watch, fetch a page, delete.")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--latency",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "scales the emulated grid's delays; 0 is none (default: ${DEFAULT-VALUE})")
  private double latency;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".gridwright/demo",
      description = "folder of the demo's instance, emptied first (default: ${DEFAULT-VALUE})")
  private Path data;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(data);
    try (var parts = Parts.stacked();
        var shutdown = Shutdown.of(parts)) {
      var instance =
          Instance.start(
              new InstanceOptions(data, true, 6, latency), onFreePorts(), System.out, parts);
      System.out.println();
      new Tour(instance.api(), instance.plugs(), System.out).take();
      return 0;
    } catch (DemoFailure unkept) {
      System.err.println("gridwright: not as promised: " + unkept.getMessage());
      return 1;
    }
  }

  /** This environment, with ports of its own wherever it names none. */
  private static Map<String, String> onFreePorts() throws IOException {
    var environment = new HashMap<>(System.getenv());
    for (var variable :
        new String[] {
          "GRIDWRIGHT_PORT",
          "GRIDWRIGHT_ADMIN_PORT",
          "GRIDWRIGHT_DATABASE_PORT",
          "GRIDWRIGHT_TEMPORAL_PORT",
          "GRIDWRIGHT_TEMPORAL_UI_PORT"
        }) {
      environment.putIfAbsent(variable, String.valueOf(freePort()));
    }
    environment.putIfAbsent("GRIDWRIGHT_EMULATOR_PORT", "19100");
    return environment;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }
}
