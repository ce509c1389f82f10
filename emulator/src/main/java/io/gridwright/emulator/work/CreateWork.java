package io.gridwright.emulator.work;

import io.gridwright.emulator.machine.NetworkInterface;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Creates a machine with empty disks; a failure frees the disks and the id. */
public final class CreateWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(1);
  private static final Duration CREATE = Duration.ofMillis(800);

  private final Cluster cluster;
  private final PowerWork power;

  public CreateWork(Cluster cluster, PowerWork power) {
    this.cluster = cluster;
    this.power = power;
  }

  /** What is to be created. */
  public record Order(
      int vmid, Map<String, String> keys, Optional<String> pool, boolean start, String user) {}

  /** Runs on the node that will own it. */
  public void run(Worker worker, Order order) {
    try (Held held = worker.hold(cluster.locks(), order.vmid(), false, LOCK_WAIT)) {
      create(worker, order);
    } catch (TaskFailedException e) {
      String text = e.getMessage();
      throw text.startsWith("unable to create VM")
          ? e
          : new TaskFailedException("unable to create VM " + order.vmid() + " - " + text);
    }
    if (order.start()) {
      autostart(worker, order);
    }
  }

  private void create(Worker worker, Order order) {
    String node = worker.upid().node();
    DriveAllocation drives = new DriveAllocation(cluster, node, order.vmid());
    try {
      worker.work(CREATE);
      VmConfig config = worker.change(() -> complete(order, drives));
      drives.log().forEach(worker::say);
      worker.reach(Sabotage.Stage.HALFWAY);
      worker.change(() -> cluster.grid().configure(order.vmid(), c -> config));
      order.pool().ifPresent(pool -> enterPool(worker, pool, order.vmid()));
    } catch (TaskFailedException e) {
      worker.change(
          () -> {
            drives.undo();
            cluster.grid().remove(order.vmid());
          });
      throw e;
    }
  }

  /**
   * Takes the id before the worker is forked: of several creates at once all but one are refused.
   *
   * @throws TaskFailedException if the id is taken
   */
  public void claim(int vmid, String node) {
    synchronized (cluster.grid().monitor()) {
      cluster
          .grid()
          .machine(vmid)
          .ifPresent(
              taken -> {
                throw new TaskFailedException(alreadyExists(vmid, taken.node()));
              });
      cluster.grid().create(vmid, node, VmConfig.of(Map.of("lock", "create")));
    }
  }

  /** What create says when the id is taken. */
  public static String alreadyExists(int vmid, String node) {
    return "unable to create VM "
        + vmid
        + " - VM "
        + vmid
        + " already exists on node '"
        + node
        + "'";
  }

  private void enterPool(Worker worker, String pool, int vmid) {
    worker.reach(Sabotage.Stage.POOL);
    worker.change(() -> cluster.access().addToPool(pool, vmid));
  }

  private VmConfig complete(Order order, DriveAllocation drives) {
    Map<String, String> keys = new TreeMap<>(order.keys());
    keys.replaceAll(
        (key, value) -> {
          if (key.matches("net\\d+")) {
            return NetworkInterface.parse(value).withMac().text();
          }
          return VmConfig.isDrive(key) ? drives.resolve(key, value) : value;
        });
    VmConfig config = VmConfig.of(keys);
    String disk = config.drives().keySet().stream().findFirst().orElse("");
    // PVE-D31: without disks the boot order is one blank.
    keys.putIfAbsent("boot", disk.isEmpty() ? " " : "order=" + disk);
    keys.putIfAbsent("smbios1", "uuid=" + UUID.randomUUID());
    keys.putIfAbsent("vmgenid", UUID.randomUUID().toString());
    keys.putIfAbsent("meta", "creation-qemu=10.1.2,ctime=" + cluster.pace().epoch());
    return VmConfig.of(keys);
  }

  /** The start is a task of its own; its failure does not touch this one (API.md 15 fault 41). */
  private void autostart(Worker worker, Order order) {
    worker.say("Execute autostart");
    cluster.fork(
        worker.upid().node(),
        "qmstart",
        Integer.toString(order.vmid()),
        order.user(),
        Optional.empty(),
        later -> power.start(later, order.vmid(), false));
  }
}
