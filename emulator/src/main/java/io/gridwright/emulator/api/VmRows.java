package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.grid.QemuProcess;
import io.gridwright.emulator.guest.GuestCounters;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.DiskSize;
import io.gridwright.emulator.work.PowerWork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The views of a machine's state: status/current, the node's list, the statistics. */
final class VmRows {
  private final Cluster cluster;

  VmRows(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What every status view has. */
  Map<String, Object> status(Machine machine) {
    VmConfig config = machine.config();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("vmid", machine.vmid());
    row.put("name", machine.name());
    row.put("status", machine.running() ? "running" : "stopped");
    row.put("cpus", machine.process().map(QemuProcess::cpus).orElse(config.cpus()));
    row.put(
        "maxmem", machine.process().map(QemuProcess::memoryMib).orElse(config.memoryMib()) << 20);
    row.put("maxdisk", maxDisk(config));
    row.put("disk", 0);
    config.lock().ifPresent(lock -> row.put("lock", lock));
    config.get("tags").ifPresent(tags -> row.put("tags", tags));
    if (config.template()) {
      row.put("template", 1); // PVE-D47: never 0
    }
    running(machine, row);
    return row;
  }

  private void running(Machine machine, Map<String, Object> row) {
    GuestCounters counters =
        machine.running() ? cluster.grid().guests().counters(machine.vmid()) : GuestCounters.NONE;
    row.put("uptime", uptime(machine));
    row.put("cpu", counters.cpu());
    row.put("mem", counters.memoryUsed());
    row.put("memhost", counters.memoryUsed());
    row.put("netin", counters.netIn());
    row.put("netout", counters.netOut());
    machine
        .process()
        .ifPresent(
            process -> {
              row.put("pid", process.pid());
              row.put("diskread", counters.diskRead());
              row.put("diskwrite", counters.diskWrite());
            });
  }

  long uptime(Machine machine) {
    return machine
        .process()
        .map(p -> Math.max(0, Duration.between(p.startedAt(), cluster.pace().now()).toSeconds()))
        .orElse(0L);
  }

  /** The size of the first disk. */
  static long maxDisk(VmConfig config) {
    return config.drives().values().stream()
        .filter(drive -> !drive.contains("media=cdrom"))
        .mapToLong(DiskSize::ofDrive)
        .findFirst()
        .orElse(0);
  }

  /** QEMU's own word for the state. */
  static String qmpStatus(Machine machine) {
    return machine.process().map(p -> p.paused() ? "paused" : "running").orElse("stopped");
  }

  /** The answer of status/current. */
  Map<String, Object> current(Machine machine) {
    Map<String, Object> row = status(machine);
    row.put("qmpstatus", qmpStatus(machine));
    if (PowerWork.agentConfigured(machine.config())) {
      row.put("agent", 1);
    }
    if (machine.running()) {
      row.put("running-qemu", "10.1.2");
      row.put("running-machine", "pc-i440fx-10.1+pve0");
      GuestCounters counters = cluster.grid().guests().counters(machine.vmid());
      row.put(
          "nics",
          Map.of(
              "tap" + machine.vmid() + "i0",
              Map.of("netin", counters.netIn(), "netout", counters.netOut())));
    }
    return row;
  }
}
