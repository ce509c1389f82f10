package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Destroys a machine with its disks; the id stays taken to the very end. */
public final class DestroyWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration DESTROY = Duration.ofSeconds(1);

  private final Cluster cluster;

  public DestroyWork(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Runs on the owner. */
  public void run(Worker worker, int vmid, boolean skipLock) {
    String node = worker.upid().node();
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(node, vmid);
      if (!skipLock) {
        Cluster.checkLock(machine);
      }
      if (machine.running()) {
        throw new TaskFailedException("VM " + vmid + " is running - destroy failed");
      }
      List<String> volids = volids(machine.config());
      worker.change(() -> begin(worker, machine, volids));
      cluster.halfMachines().during(worker, vmid, () -> destroy(worker, machine, volids));
    }
  }

  private void destroy(Worker worker, Machine machine, List<String> volids) {
    worker.work(DESTROY);
    worker.reach(Sabotage.Stage.HALFWAY);
    volids.forEach(volid -> worker.change(() -> free(worker, machine.node(), volid)));
    worker.change(
        () -> {
          cluster.access().forgetVm(machine.vmid());
          cluster.grid().remove(machine.vmid());
        });
  }

  private void begin(Worker worker, Machine machine, List<String> volids) {
    cluster.checkWritable(worker, machine.vmid());
    volids.forEach(volid -> refuseBaseInUse(machine.node(), volid));
    cluster.halfMachines().begin(machine.vmid(), machine.node());
    cluster.grid().configure(machine.vmid(), config -> config.with("lock", "destroyed"));
  }

  static List<String> volids(VmConfig config) {
    List<String> volids = new ArrayList<>();
    config
        .current()
        .forEach(
            (key, value) -> {
              String volid = PropertyString.parse(value).unnamed().orElse("");
              boolean drive = VmConfig.isDrive(key) || key.startsWith("unused");
              boolean foreign = volid.contains(":iso/");
              if (drive && volid.contains(":") && !foreign) {
                volids.add(volid);
              }
            });
    return volids;
  }

  private void refuseBaseInUse(String node, String volid) {
    Storages storages = cluster.grid().storages();
    int colon = volid.indexOf(':');
    if (storages.inUse(volid.substring(0, colon), node, volid.substring(colon + 1))) {
      throw new TaskFailedException("base volume '" + volid + "' is still in use by linked cloned");
    }
  }

  private void free(Worker worker, String node, String volid) {
    int colon = volid.indexOf(':');
    Storages storages = cluster.grid().storages();
    if (storages.definition(volid.substring(0, colon)).isEmpty()
        || !storages.remove(volid.substring(0, colon), node, volid.substring(colon + 1))) {
      worker.say("volume '" + volid + "' does not exist");
    }
  }
}
