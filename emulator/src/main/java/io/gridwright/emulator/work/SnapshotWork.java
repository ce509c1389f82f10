package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Snapshots: taken, removed, rolled back to. */
public final class SnapshotWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration TAKE = Duration.ofMillis(1500);
  private static final List<String> NOT_SAVED = List.of("lock", "digest");
  private static final List<String> OF_SNAPSHOT =
      List.of("snaptime", "vmstate", "snapstate", "runningmachine");

  private final Cluster cluster;

  public SnapshotWork(Cluster cluster) {
    this.cluster = cluster;
  }

  static String directory(int vmid, String snapshot) {
    return "snapshots/" + vmid + "/" + snapshot;
  }

  /** Takes a snapshot. */
  public void take(Worker worker, int vmid, String name, String description, boolean ram) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(worker.upid().node(), vmid);
      Cluster.checkLock(machine);
      if (machine.config().template()) {
        throw new TaskFailedException("you can't take a snapshot if it's a template");
      }
      if (machine.config().snapshots().containsKey(name)) {
        throw new TaskFailedException("snapshot name '" + name + "' already used");
      }
      worker.change(
          () -> {
            cluster.checkWritable(worker, vmid);
            cluster.grid().configure(vmid, c -> prepared(c, name, description, ram));
          });
      worker.work(TAKE);
      worker.reach(Sabotage.Stage.HALFWAY);
      worker.change(
          () -> {
            cluster.grid().files().copyTree(Grid.disk(vmid), directory(vmid, name));
            cluster.grid().configure(vmid, c -> committed(c, name));
          });
    }
  }

  private VmConfig prepared(VmConfig config, String name, String description, boolean ram) {
    Map<String, String> saved = new TreeMap<>(config.current());
    NOT_SAVED.forEach(saved::remove);
    saved.put("snaptime", Long.toString(cluster.pace().epoch()));
    saved.put("snapstate", "prepare");
    saved.remove("description");
    if (!description.isEmpty()) {
      saved.put("description", description);
    }
    if (ram) {
      saved.put("vmstate", "local:vm-state-" + name);
    }
    return config.with("lock", "snapshot").withSnapshot(name, saved);
  }

  private static VmConfig committed(VmConfig config, String name) {
    Map<String, String> saved = new TreeMap<>(config.snapshots().get(name));
    saved.remove("snapstate");
    return config.withSnapshot(name, saved).without("lock").with("parent", name);
  }

  /** Removes a snapshot. */
  public void remove(Worker worker, int vmid, String name, boolean force) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(worker.upid().node(), vmid);
      if (!force) {
        Cluster.checkLock(machine);
      }
      require(machine, name);
      worker.change(
          () -> {
            cluster.checkWritable(worker, vmid);
            cluster.grid().configure(vmid, c -> c.with("lock", "snapshot-delete"));
          });
      worker.work(TAKE);
      worker.reach(Sabotage.Stage.HALFWAY);
      worker.change(
          () -> {
            cluster.grid().files().delete(directory(vmid, name));
            cluster.grid().configure(vmid, c -> dropped(c, name));
          });
    }
  }

  private static VmConfig dropped(VmConfig config, String name) {
    String parent = config.snapshots().get(name).get("parent");
    VmConfig rest = config.without("lock").withoutSnapshot(name);
    for (String child : List.copyOf(rest.snapshots().keySet())) {
      Map<String, String> keys = new TreeMap<>(rest.snapshots().get(child));
      if (name.equals(keys.get("parent"))) {
        reparent(keys, parent);
        rest = rest.withSnapshot(child, keys);
      }
    }
    if (rest.get("parent").filter(name::equals).isPresent()) {
      rest = parent == null ? rest.without("parent") : rest.with("parent", parent);
    }
    return rest;
  }

  private static void reparent(Map<String, String> keys, String parent) {
    if (parent == null) {
      keys.remove("parent");
    } else {
      keys.put("parent", parent);
    }
  }

  private static void require(Machine machine, String name) {
    if (!machine.config().snapshots().containsKey(name)) {
      throw new TaskFailedException("snapshot '" + name + "' does not exist");
    }
  }

  /** Stops the machine, brings back configuration and disks; says whether it should run again. */
  public boolean rollback(Worker worker, int vmid, String name) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(worker.upid().node(), vmid);
      Cluster.checkLock(machine);
      require(machine, name);
      worker.change(
          () -> {
            cluster.checkWritable(worker, vmid);
            cluster.grid().configure(vmid, c -> c.with("lock", "rollback"));
          });
      if (machine.running()) {
        Cluster.await(worker.change(() -> cluster.grid().powerOff(vmid)));
      }
      worker.work(TAKE);
      worker.reach(Sabotage.Stage.HALFWAY);
      Cluster.await(worker.change(() -> cluster.grid().copyDisk(directory(vmid, name), vmid)));
      worker.change(() -> cluster.grid().configure(vmid, c -> restored(c, name)));
      return machine.config().snapshots().get(name).containsKey("vmstate");
    }
  }

  private static VmConfig restored(VmConfig config, String name) {
    Map<String, String> keys = new TreeMap<>(config.snapshots().get(name));
    OF_SNAPSHOT.forEach(keys::remove);
    keys.remove("description");
    config.get("description").ifPresent(text -> keys.put("description", text));
    keys.put("parent", name);
    VmConfig back = config.applied();
    return back.withCurrent(keys);
  }
}
