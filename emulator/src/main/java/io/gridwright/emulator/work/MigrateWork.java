package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;

/**
 * Moves a machine to another node, its local disks with it. The cause of a failure is in the log
 * only.
 */
public final class MigrateWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration OFFLINE = Duration.ofMillis(1500);
  private static final Duration ONLINE = Duration.ofSeconds(4);

  private final Cluster cluster;

  public MigrateWork(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Runs on the source. */
  public void run(Worker worker, int vmid, String target, boolean withLocalDisks) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(worker.upid().node(), vmid);
      Cluster.checkLock(machine);
      connect(worker, target);
      machine
          .config()
          .drives()
          .values()
          .forEach(d -> checkDisk(worker, machine, d, withLocalDisks));
      worker.change(() -> cluster.grid().configure(vmid, c -> c.with("lock", "migrate")));
      try {
        copy(worker, machine, target);
      } catch (TaskFailedException e) {
        worker.change(() -> cluster.grid().configure(vmid, c -> c.without("lock")));
        worker.say("ERROR: migration aborted (duration 00:00:01): " + e.getMessage());
        throw new TaskFailedException("migration aborted");
      }
    }
  }

  private void connect(Worker worker, String target) {
    Node node = cluster.grid().node(target).orElseThrow();
    if (!node.reachable()) {
      abort(worker, "Can't connect to destination address using public key");
    }
  }

  private static void abort(Worker worker, String cause) {
    worker.say("ERROR: migration aborted (duration 00:00:00): " + cause);
    throw new TaskFailedException("migration aborted");
  }

  private void checkDisk(Worker worker, Machine machine, String drive, boolean withLocalDisks) {
    String volid = PropertyString.parse(drive).unnamed().orElse("none");
    if (!volid.contains(":") || shared(volid) || volid.contains("cloudinit")) {
      return;
    }
    if (volid.contains(":iso/")) {
      abort(worker, "can't migrate local disk '" + volid + "': local cdrom image");
    }
    Volume volume = cluster.grid().storages().find(volid, machine.node()).orElse(null);
    if (volume == null) {
      abort(worker, "volume '" + volid + "' does not exist");
    } else if (volume.base().isPresent()) {
      String base = volid.substring(0, volid.indexOf(':') + 1) + volume.base().get();
      abort(worker, "can't migrate '" + volid + "' as it's a clone of '" + base + "'");
    }
    if (machine.running() && !withLocalDisks) {
      abort(
          worker,
          "can't migrate local disk '"
              + volid
              + "': can't live migrate attached local disks without with-local-disks option");
    }
  }

  private boolean shared(String volid) {
    return cluster
        .grid()
        .storages()
        .definition(volid.substring(0, volid.indexOf(':')))
        .filter(definition -> definition.shared())
        .isPresent();
  }

  private void copy(Worker worker, Machine machine, String target) {
    boolean online = machine.running();
    long bytes = localBytes(machine);
    long perSecond = cluster.grid().capacity().networkMbps() * 125_000;
    long ram = online ? machine.config().memoryMib() << 19 : 0;
    worker.work((online ? ONLINE : OFFLINE).plusMillis((bytes + ram) * 1000 / perSecond));
    worker.reach(Sabotage.Stage.HALFWAY);
    if (!cluster.grid().node(target).orElseThrow().reachable()) {
      throw new TaskFailedException("connection to target node lost");
    }
    worker.change(
        () -> {
          moveVolumes(machine, target);
          cluster.grid().move(machine.vmid(), target);
          cluster.grid().configure(machine.vmid(), c -> c.without("lock"));
        });
    worker.say("migration finished successfully");
  }

  private long localBytes(Machine machine) {
    Storages storages = cluster.grid().storages();
    return machine.config().drives().values().stream()
        .map(drive -> PropertyString.parse(drive).unnamed().orElse("none"))
        .filter(volid -> volid.contains(":") && !shared(volid))
        .flatMap(volid -> storages.find(volid, machine.node()).stream())
        .mapToLong(Volume::used)
        .sum();
  }

  private void moveVolumes(Machine machine, String target) {
    Storages storages = cluster.grid().storages();
    VmConfig config = machine.config();
    for (String volid : DestroyWork.volids(config)) {
      String storage = volid.substring(0, volid.indexOf(':'));
      if (!shared(volid)) {
        storages
            .find(volid, machine.node())
            .ifPresent(
                volume -> {
                  storages.remove(storage, machine.node(), volume.name());
                  storages.put(storage, target, volume);
                });
      }
    }
  }
}
