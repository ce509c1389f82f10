package io.gridwright.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./gridwright up}. */
@Command(
    name = "up",
    description = "Starts everything on 127.0.0.1; Ctrl-C stops all of it.",
    footer = {
      "",
      "Ports come from GRIDWRIGHT_PORT, GRIDWRIGHT_ADMIN_PORT, GRIDWRIGHT_EMULATOR_PORT,",
      "GRIDWRIGHT_DATABASE_PORT, GRIDWRIGHT_TEMPORAL_PORT and GRIDWRIGHT_TEMPORAL_UI_PORT.",
      "TEMPORAL_ADDRESS, GRIDWRIGHT_DATABASE_URL and PROXMOX_URL (with PROXMOX_TOKEN_FILE and",
      "PROXMOX_CA or PROXMOX_FINGERPRINTS) use servers that run already; GRIDWRIGHT_BMC_FILE (with",
      "GRIDWRIGHT_BMC_CA or GRIDWRIGHT_BMC_FINGERPRINTS) then names the nodes' BMCs."
    })
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".gridwright",
      description = "folder that keeps everything (default: ${DEFAULT-VALUE})")
  private Path data;

  @Option(names = "--fresh", description = "empty the folder first; installed tools are kept")
  private boolean fresh;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "6",
      description = "nodes of the emulated grid, 1..90 (default: ${DEFAULT-VALUE})")
  private int nodes;

  @Option(
      names = "--latency",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "scales the emulated grid's delays; 0 is none (default: ${DEFAULT-VALUE})")
  private double latency;

  @Override
  public Integer call() throws InterruptedException {
    var options = new InstanceOptions(data, fresh, nodes, latency);
    try (var parts = Parts.stacked();
        var shutdown = Shutdown.of(parts)) {
      var instance = Instance.start(options, System.getenv(), System.out, parts);
      System.out.println("Gridwright is ready: " + instance.api());
      shutdown.await();
    }
    return 0;
  }
}
