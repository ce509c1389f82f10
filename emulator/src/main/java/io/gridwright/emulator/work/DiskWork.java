package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Disks grown, machines made templates. */
public final class DiskWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration RESIZE = Duration.ofMillis(400);
  private static final Duration TEMPLATE = Duration.ofMillis(500);

  private final Cluster cluster;

  public DiskWork(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What is to grow; {@code size} is absolute, or relative with a plus. */
  public record Resize(
      int vmid, String disk, String size, Optional<String> digest, boolean skipLock) {}

  /** All checks happen in here; without quorum the image has grown all the same (PVE-D4). */
  public void resize(Worker worker, Resize order) {
    try (Held held = worker.hold(cluster.locks(), order.vmid(), false, LOCK_WAIT)) {
      Machine machine = cluster.owned(worker.upid().node(), order.vmid());
      checkResize(machine, order);
      String value = machine.config().current().get(order.disk());
      PropertyString drive = PropertyString.parse(value);
      String volid = drive.unnamed().orElse("");
      Volume volume =
          cluster
              .grid()
              .storages()
              .find(volid, machine.node())
              .orElseThrow(() -> new TaskFailedException("volume '" + volid + "' does not exist"));
      long size = wanted(order.size(), volume.size());
      if (size < volume.size()) {
        throw new TaskFailedException("shrinking disks is not supported");
      }
      if (size == volume.size()) {
        return;
      }
      grow(worker, order, machine, volume.withSize(size), drive);
    }
  }

  private static long wanted(String size, long present) {
    return size.startsWith("+")
        ? present + DiskSize.bytes(size.substring(1))
        : DiskSize.bytes(size);
  }

  private static void checkResize(Machine machine, Resize order) {
    if (order.digest().filter(d -> !d.equals(machine.config().digest())).isPresent()) {
      throw new TaskFailedException("checksum mismatch (file change by other user?)");
    }
    if (!order.skipLock()) {
      Cluster.checkLock(machine);
    }
    String value = machine.config().current().get(order.disk());
    if (value == null) {
      throw new TaskFailedException("disk '" + order.disk() + "' does not exist");
    }
    if (value.contains("media=cdrom")) {
      throw new TaskFailedException("you can't resize a cdrom");
    }
  }

  private void grow(
      Worker worker, Resize order, Machine machine, Volume grown, PropertyString drive) {
    String storage = drive.unnamed().orElse("").split(":")[0];
    worker.work(RESIZE);
    worker.change(() -> cluster.grid().storages().put(storage, machine.node(), grown));
    worker.say("Image resized.");
    worker.reach(Sabotage.Stage.HALFWAY);
    String value = drive.with("size", DiskSize.text(grown.size())).text();
    worker.change(
        () -> {
          cluster.checkWritable(worker, order.vmid());
          cluster.grid().configure(order.vmid(), c -> c.with(order.disk(), value));
        });
  }

  /** Renames the disks to {@code base-…} and marks the machine. */
  public void makeTemplate(Worker worker, int vmid) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(worker.upid().node(), vmid);
      Cluster.checkLock(machine);
      worker.work(TEMPLATE);
      worker.reach(Sabotage.Stage.HALFWAY);
      worker.change(
          () -> {
            cluster.checkWritable(worker, vmid);
            VmConfig config = based(machine);
            cluster.grid().configure(vmid, c -> config.with("template", "1"));
          });
    }
  }

  private VmConfig based(Machine machine) {
    VmConfig config = machine.config();
    for (Map.Entry<String, String> entry : machine.config().drives().entrySet()) {
      PropertyString drive = PropertyString.parse(entry.getValue());
      String volid = drive.unnamed().orElse("none");
      if (volid.contains("/vm-" + machine.vmid() + "-disk-")) {
        config = config.with(entry.getKey(), drive.with("", renamed(machine, volid)).text());
      }
    }
    return config;
  }

  private String renamed(Machine machine, String volid) {
    Storages storages = cluster.grid().storages();
    String storage = volid.substring(0, volid.indexOf(':'));
    String name = volid.substring(volid.indexOf(':') + 1);
    String base = name.replace("/vm-" + machine.vmid(), "/base-" + machine.vmid());
    storages
        .find(volid, machine.node())
        .ifPresent(
            volume -> {
              storages.remove(storage, machine.node(), name);
              storages.put(storage, machine.node(), volume.named(base));
            });
    return storage + ":" + base;
  }
}
