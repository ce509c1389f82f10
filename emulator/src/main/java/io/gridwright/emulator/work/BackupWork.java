package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.ConfigText;
import io.gridwright.emulator.machine.NetworkInterface;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Backups (vzdump) and restores of them. */
public final class BackupWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration RESTORE_WAIT = Duration.ofSeconds(1);
  private static final Duration FIXED = Duration.ofSeconds(1);
  private static final long BYTES_PER_SECOND = 200L << 20;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy_MM_dd-HH_mm_ss").withZone(ZoneOffset.UTC);

  private final Cluster cluster;

  public BackupWork(Cluster cluster) {
    this.cluster = cluster;
  }

  private static String contentDirectory(String volume) {
    return "backups/" + volume.substring(volume.indexOf('/') + 1);
  }

  private static String configFile(String volume) {
    return contentDirectory(volume) + ".conf";
  }

  /** What is to be saved. */
  public record Order(
      List<Integer> vmids, String storage, String suffix, String notes, boolean keep) {}

  /** Saves each machine; one failure makes the whole job's end {@code job errors}. */
  public void dump(Worker worker, Order order) {
    boolean failed = false;
    for (int vmid : order.vmids()) {
      try {
        save(worker, vmid, order);
      } catch (TaskFailedException e) {
        worker.say("ERROR: Backup of VM " + vmid + " failed - " + e.getMessage());
        failed = true;
      }
    }
    if (failed) {
      throw new TaskFailedException("job errors");
    }
    worker.say("INFO: Backup job finished successfully");
  }

  private void save(Worker worker, int vmid, Order order) {
    worker.say("INFO: Starting Backup of VM " + vmid + " (qemu)");
    Machine machine;
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      machine = cluster.owned(worker.upid().node(), vmid);
      Cluster.checkLock(machine);
      worker.change(
          () -> {
            cluster.checkWritable(worker, vmid);
            cluster.grid().configure(vmid, c -> c.with("lock", "backup"));
          });
    }
    try {
      archive(worker, machine, order);
    } finally {
      unlock(worker, vmid);
    }
  }

  /** A killed worker cannot unlock any more: the lock stays (API.md 15 fault 24). */
  private void unlock(Worker worker, int vmid) {
    worker.change(() -> cluster.grid().configure(vmid, c -> c.without("lock")));
  }

  private void archive(Worker worker, Machine machine, Order order) {
    long size = used(machine);
    worker.work(FIXED.plusMillis(size * 1000 / BYTES_PER_SECOND));
    worker.reach(Sabotage.Stage.HALFWAY);
    String name =
        "backup/vzdump-qemu-"
            + machine.vmid()
            + "-"
            + STAMP.format(cluster.pace().now())
            + ".vma"
            + order.suffix();
    Volume volume =
        new Volume(
            name,
            machine.vmid(),
            size,
            size,
            "vma" + order.suffix(),
            "backup",
            cluster.pace().epoch(),
            order.notes(),
            order.keep());
    worker.say(
        "INFO: creating vzdump archive '/mnt/pve/"
            + order.storage()
            + "/dump/"
            + name.substring(7)
            + "'");
    worker.change(
        () -> {
          cluster.grid().files().write(configFile(name), machine.config().text());
          cluster.grid().files().copyTree(Grid.disk(machine.vmid()), contentDirectory(name));
          cluster.grid().storages().put(order.storage(), machine.node(), volume);
        });
    worker.say("INFO: Finished Backup of VM " + machine.vmid() + " (00:00:01)");
  }

  private long used(Machine machine) {
    Storages storages = cluster.grid().storages();
    return machine.config().drives().values().stream()
        .map(drive -> PropertyString.parse(drive).unnamed().orElse("none"))
        .flatMap(volid -> storages.find(volid, machine.node()).stream())
        .mapToLong(Volume::used)
        .sum();
  }

  /** The configuration in a backup. */
  public Optional<VmConfig> configIn(String volume) {
    return cluster.grid().files().read(configFile(volume)).map(ConfigText::parse);
  }

  /** Forgets what a removed backup held. */
  public void discard(String volume) {
    cluster.grid().files().delete(configFile(volume));
    cluster.grid().files().delete(contentDirectory(volume));
  }

  /** What is to be restored. */
  public record Restore(
      int vmid,
      String archive,
      Optional<String> storage,
      boolean unique,
      boolean force,
      Optional<String> pool,
      Map<String, String> overrides) {}

  /** Restores a machine; a failure leaves a partial one, unlocked, for the caller to delete. */
  public void restore(Worker worker, Restore order) {
    String node = worker.upid().node();
    try (Held held = worker.hold(cluster.locks(), order.vmid(), false, RESTORE_WAIT)) {
      String archive = order.archive().substring(order.archive().indexOf(':') + 1);
      VmConfig saved =
          configIn(archive)
              .orElseThrow(() -> fail(order, "volume '" + order.archive() + "' does not exist"));
      worker.change(() -> claim(worker, order));
      DriveAllocation drives = new DriveAllocation(cluster, node, order.vmid());
      VmConfig config = worker.change(() -> restored(order, saved, drives));
      worker.work(FIXED.plusMillis((1L << 30) * 1000 / BYTES_PER_SECOND));
      reachOrUnlock(worker, order.vmid());
      Cluster.await(
          worker.change(() -> cluster.grid().copyDisk(contentDirectory(archive), order.vmid())));
      worker.change(() -> cluster.grid().configure(order.vmid(), c -> config));
      order.pool().ifPresent(p -> worker.change(() -> cluster.access().addToPool(p, order.vmid())));
    }
  }

  private void reachOrUnlock(Worker worker, int vmid) {
    try {
      worker.reach(Sabotage.Stage.HALFWAY);
    } catch (TaskFailedException e) {
      unlock(worker, vmid);
      throw e;
    }
  }

  private static TaskFailedException fail(Restore order, String reason) {
    return new TaskFailedException("unable to restore VM " + order.vmid() + " - " + reason);
  }

  private void claim(Worker worker, Restore order) {
    cluster.checkWritable(worker, order.vmid());
    String node = worker.upid().node();
    Optional<Machine> present = cluster.grid().machine(order.vmid());
    present.ifPresent(machine -> checkOverwrite(node, order, machine));
    present.ifPresent(machine -> cluster.grid().remove(machine.vmid()));
    cluster.grid().create(order.vmid(), node, VmConfig.of(Map.of("lock", "create")));
  }

  private static void checkOverwrite(String node, Restore order, Machine machine) {
    if (!machine.node().equals(node)) {
      throw fail(order, CloneWork.collision(node, machine));
    }
    if (machine.running()) {
      throw fail(order, "vm is running");
    }
    if (machine.config().is("protection")) {
      throw fail(order, "protection mode enabled");
    }
    if (!order.force()) {
      throw fail(order, "VM " + order.vmid() + " already exists on node '" + node + "'");
    }
  }

  private VmConfig restored(Restore order, VmConfig saved, DriveAllocation drives) {
    Map<String, String> keys = new TreeMap<>(saved.current());
    keys.putAll(order.overrides());
    keys.keySet().removeAll(List.of("lock", "parent", "template"));
    keys.replaceAll((key, value) -> restoredValue(order, key, value, drives));
    return VmConfig.of(keys);
  }

  private static String restoredValue(
      Restore order, String key, String value, DriveAllocation drives) {
    if (order.unique() && key.matches("net\\d+")) {
      return NetworkInterface.parse(value).withNewMac().text();
    }
    if (!VmConfig.isDrive(key)) {
      return value;
    }
    PropertyString drive = PropertyString.parse(value);
    String volid = drive.unnamed().orElse("none");
    if (!volid.contains(":")) {
      return value;
    }
    String storage = order.storage().orElse(volid.substring(0, volid.indexOf(':')));
    if (volid.contains("cloudinit")) {
      return drives.resolve(key, drive.with("", storage + ":cloudinit").text());
    }
    long gib = Math.max(1, DiskSize.ofDrive(value) >> 30);
    return drives.resolve(key, drive.without("size").with("", storage + ":" + gib).text());
  }
}
