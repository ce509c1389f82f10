package io.gridwright.emulator.work;

import io.gridwright.emulator.access.AccessControl;
import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.pace.Pace;
import io.gridwright.emulator.task.FileLocks;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskBook;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Upid;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What workers and API methods act on. */
public record Cluster(
    Grid grid,
    TaskBook tasks,
    AccessControl access,
    FileLocks locks,
    HalfMachines halfMachines,
    Pace pace) {
  /** The bridges of every node. */
  public static final List<String> BRIDGES = List.of("vmbr0", "vmbr1");

  private static final Set<String> IGNORED_BY_START = Set.of("suspended");

  /** Forks a worker on a node. */
  public Upid fork(
      String node,
      String type,
      String id,
      String user,
      Optional<Sabotage> sabotage,
      Consumer<Worker> code) {
    Node host = grid.node(node).orElseThrow();
    long ticks = 100 * Duration.between(host.bootedAt(), pace.now()).toSeconds();
    return tasks.fork(node, type, id, user, Math.max(ticks, 0), sabotage, code);
  }

  /** A machine that the node owns, or the task's failure that says it is not there. */
  public Machine owned(String node, int vmid) {
    return grid.machine(node, vmid)
        .orElseThrow(() -> new TaskFailedException(missingFile(node, vmid)));
  }

  /** What most calls say about a machine that is not there. */
  public static String missingFile(String node, int vmid) {
    return "Configuration file 'nodes/" + node + "/qemu-server/" + vmid + ".conf' does not exist";
  }

  /** What some power calls and clone say about it. */
  public static String unableToFind(String node, int vmid) {
    return "unable to find configuration file for VM " + vmid + " on node '" + node + "'";
  }

  /** Fails the task while the configuration is locked. */
  public static void checkLock(Machine machine) {
    machine
        .config()
        .lock()
        .ifPresent(
            lock -> {
              throw new TaskFailedException("VM is locked (" + lock + ")");
            });
  }

  static boolean startIgnores(String lock) {
    return IGNORED_BY_START.contains(lock);
  }

  /** Fails the task where the node's copy of the cluster file system is read-only (PVE-D4). */
  public void checkWritable(Worker worker, int vmid) {
    String node = worker.upid().node();
    if (!grid.quorate(grid.node(node).orElseThrow())) {
      throw new TaskFailedException(readOnly(node, vmid, worker.upid().pid()));
    }
  }

  /** What writing a configuration without quorum says. */
  public static String readOnly(String node, int vmid, long pid) {
    return "unable to open file '/etc/pve/nodes/"
        + node
        + "/qemu-server/"
        + vmid
        + ".conf.tmp."
        + pid
        + "' - Permission denied";
  }

  /** Waits until the guests have been told. */
  static void await(CompletableFuture<Void> told) {
    try {
      told.join();
    } catch (CompletionException e) {
      throw new TaskFailedException("start failed: QEMU exited with code 1: " + e.getCause());
    }
  }
}
