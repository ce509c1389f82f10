package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.NetworkInterface;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Start, stop, shutdown, reboot, reset, suspend, resume, as workers on the owner node. */
public final class PowerWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofMillis(1500);
  private static final Duration START_PER_NIC = Duration.ofMillis(450);
  private static final Duration STOP = Duration.ofMillis(700);
  private static final Duration SHUTDOWN = Duration.ofSeconds(4);
  private static final Duration AGENT_PING = Duration.ofSeconds(3);
  private static final Duration INSTANT = Duration.ofMillis(300);
  private static final Duration RESTART_GAP = Duration.ofMillis(600);

  private final Cluster cluster;

  public PowerWork(Cluster cluster) {
    this.cluster = cluster;
  }

  // ------------------------------------------------------------------ start

  /** Starts a machine; waits up to ten seconds for its file lock first (PVE-D3). */
  public void start(Worker worker, int vmid, boolean skipLock) {
    String node = worker.upid().node();
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(node, vmid);
      if (resumesBackup(machine)) {
        return;
      }
      checkStartable(worker, machine, skipLock);
      long nics = machine.config().applied().interfaces().count();
      worker.work(START.plus(START_PER_NIC.multipliedBy(nics)));
      worker.reach(Sabotage.Stage.HALFWAY);
      long pid = cluster.tasks().nextPid();
      Cluster.await(
          worker.change(
              () -> {
                cluster.grid().configure(vmid, PowerWork::unsuspended);
                return cluster.grid().powerOn(vmid, pid);
              }));
    }
  }

  private static VmConfig unsuspended(VmConfig config) {
    return config.lock().filter(Cluster::startIgnores).isPresent()
        ? config.without("lock")
        : config;
  }

  /** PVE-D25: a running machine under backup is only resumed. */
  private static boolean resumesBackup(Machine machine) {
    return machine.running() && machine.config().lock().filter("backup"::equals).isPresent();
  }

  private void checkStartable(Worker worker, Machine machine, boolean skipLock) {
    VmConfig config = machine.config().applied();
    if (config.template()) {
      throw new TaskFailedException("you can't start a vm if it's a template");
    }
    if (!skipLock && machine.config().lock().filter(l -> !Cluster.startIgnores(l)).isPresent()) {
      Cluster.checkLock(machine);
    }
    if (machine.running()) {
      throw new TaskFailedException("VM " + machine.vmid() + " already running");
    }
    int cpus = cluster.grid().capacity().cpus();
    if (config.mostCpus() > cpus) {
      throw new TaskFailedException("MAX " + cpus + " vcpus allowed per VM on this node");
    }
    checkMemory(config);
    config.drives().values().forEach(drive -> checkVolume(machine.node(), drive));
    config.interfaces().forEach(n -> checkBridge(worker, config.current().get("net" + n)));
  }

  private static void checkMemory(VmConfig config) {
    if (!config.hotplugs("memory")) {
      return;
    }
    if (!config.is("numa")) {
      throw new TaskFailedException("NUMA needs to be enabled for memory hotplug");
    }
    if (config.memoryMib() < config.staticMemoryMib()) {
      throw new TaskFailedException("minimum memory must be " + config.staticMemoryMib() + "MB");
    }
  }

  private void checkVolume(String node, String drive) {
    String volid = PropertyString.parse(drive).unnamed().orElse("none");
    boolean there =
        volid.equals("none")
            || !volid.contains(":")
            || cluster.grid().storages().find(volid, node).isPresent();
    if (!there) {
      throw new TaskFailedException("volume '" + volid + "' does not exist");
    }
  }

  /** PVE-D7: the MTU lookup of a virtio interface meets the missing bridge before QEMU does. */
  private static void checkBridge(Worker worker, String net) {
    NetworkInterface nic = NetworkInterface.parse(net);
    Optional<String> missing = nic.bridge().filter(b -> !Cluster.BRIDGES.contains(b));
    if (missing.isEmpty()) {
      return;
    }
    String text = "bridge '" + missing.get() + "' does not exist";
    if (nic.model().filter("virtio"::equals).isPresent()) {
      throw new TaskFailedException(text);
    }
    worker.say(text);
    throw new TaskFailedException("start failed: QEMU exited with code 1");
  }

  // ------------------------------------------------------------------ stop

  /** Cuts the power; a stopped machine is fine. */
  public void stop(Worker worker, int vmid, boolean skipLock) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = known(worker, vmid);
      if (machine.running()) {
        checkLock(machine, skipLock);
        worker.work(STOP);
        worker.reach(Sabotage.Stage.HALFWAY);
        Cluster.await(worker.change(() -> cluster.grid().powerOff(vmid)));
      }
    }
  }

  private static void checkLock(Machine machine, boolean skipLock) {
    if (!skipLock) {
      Cluster.checkLock(machine);
    }
  }

  private Machine known(Worker worker, int vmid) {
    String node = worker.upid().node();
    return cluster
        .grid()
        .machine(node, vmid)
        .orElseThrow(() -> new TaskFailedException(Cluster.unableToFind(node, vmid)));
  }

  /**
   * How a shutdown is to be done.
   *
   * @param timeout how long the guest may take
   * @param force cut the power after that
   */
  public record ShutdownOrder(Duration timeout, boolean force, boolean skipLock) {}

  /** Asks the guest to shut down: through its agent where it answers, else by the power button. */
  public void shutdown(Worker worker, int vmid, ShutdownOrder order) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = known(worker, vmid);
      if (machine.running()) {
        checkLock(machine, order.skipLock());
        askGuest(worker, machine, order);
        Cluster.await(worker.change(() -> cluster.grid().powerOff(vmid)));
      }
    }
  }

  private void askGuest(Worker worker, Machine machine, ShutdownOrder order) {
    boolean agent = agentConfigured(machine.config());
    if (agent && !cluster.grid().guests().agentAnswers(machine.vmid())) {
      worker.work(AGENT_PING);
      worker.say(
          "QEMU Guest Agent is not running - VM "
              + machine.vmid()
              + " qga command 'guest-ping' failed - got timeout");
    }
    worker.reach(Sabotage.Stage.HALFWAY);
    if (cluster.grid().guests().reactsToShutdown(machine.vmid())) {
      worker.work(SHUTDOWN);
      return;
    }
    worker.work(AGENT_PING.plus(order.timeout()));
    if (!order.force()) {
      throw new TaskFailedException("VM quit/powerdown failed - got timeout");
    }
    worker.say("VM still running - terminating now with SIGTERM");
  }

  /** Whether the applied configuration has the agent's device. */
  public static boolean agentConfigured(VmConfig config) {
    return config
        .get("agent")
        .map(PropertyString::parse)
        .map(p -> p.get("enabled").or(p::unnamed).orElse("0"))
        .filter(Set.of("1", "true", "yes", "on")::contains)
        .isPresent();
  }

  /** Shuts down; the start follows a moment later as a task of root@pam (PVE-D23). */
  public void reboot(Worker worker, int vmid, Duration timeout) {
    String node = worker.upid().node();
    Machine machine = cluster.owned(node, vmid);
    Cluster.checkLock(machine);
    shutdown(worker, vmid, new ShutdownOrder(timeout, false, false));
    cluster.fork(
        node,
        "qmstart",
        Integer.toString(vmid),
        "root@pam",
        Optional.empty(),
        later -> {
          later.work(RESTART_GAP);
          start(later, vmid, false);
        });
  }

  // ------------------------------------------------------------------ the rest

  /** Presses reset. */
  public void reset(Worker worker, int vmid, boolean skipLock) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      checkLock(cluster.owned(worker.upid().node(), vmid), skipLock);
      worker.work(INSTANT);
      Cluster.await(worker.change(() -> cluster.grid().reset(vmid)));
    }
  }

  /** Pauses, or saves to disk and ends the process. */
  public void suspend(Worker worker, int vmid, boolean toDisk) {
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      Machine machine = cluster.owned(worker.upid().node(), vmid);
      boolean backup = machine.config().lock().filter("backup"::equals).isPresent();
      checkLock(machine, backup);
      worker.work(INSTANT);
      if (toDisk) {
        worker.change(() -> cluster.grid().configure(vmid, c -> c.with("lock", "suspended")));
        Cluster.await(worker.change(() -> cluster.grid().powerOff(vmid)));
      } else {
        worker.change(() -> cluster.grid().pause(vmid, true));
      }
    }
  }

  /** Lets the virtual CPUs run again; fine when they do (PVE-D55). */
  public void resume(Worker worker, int vmid) {
    Machine machine = cluster.owned(worker.upid().node(), vmid);
    if (!machine.running()) {
      start(worker, vmid, false);
      return;
    }
    try (Held held = worker.hold(cluster.locks(), vmid, false, LOCK_WAIT)) {
      worker.work(INSTANT);
      worker.change(() -> cluster.grid().pause(vmid, false));
    }
  }
}
