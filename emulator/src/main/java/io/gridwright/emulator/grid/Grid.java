package io.gridwright.emulator.grid;

import io.gridwright.emulator.disk.StateFiles;
import io.gridwright.emulator.fault.FaultRegistry;
import io.gridwright.emulator.guest.GuestMachine;
import io.gridwright.emulator.guest.GuestRuntime;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.pace.Pace;
import io.gridwright.emulator.storage.Storages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The cluster's hardware and its machines. One monitor, {@link #monitor()}, guards everything that
 * all nodes share; it is held for as long as a change takes and never while anybody waits. Guests
 * are told afterwards, in order, through {@link GuestLine}.
 */
public final class Grid implements GridControl {
  private static final Duration MEMBERSHIP_LOSS = Duration.ofSeconds(4);
  private static final Duration NODE_BOOT = Duration.ofSeconds(30);

  private final Object monitor;
  private final StateFiles files;
  private final Pace pace;
  private final NodeCapacity capacity;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final MachineRegistry registry;
  private final Storages storages;
  private final FaultRegistry faults;
  private final GuestRuntime guests;
  private final GuestLine line;
  private final ScheduledExecutorService timer;
  private final List<Consumer<Node>> watchers = new ArrayList<>();

  /** What the grid stands on. */
  public record Parts(
      Object monitor,
      StateFiles files,
      Pace pace,
      NodeCapacity capacity,
      int nodeCount,
      FaultRegistry faults,
      GuestRuntime guests,
      Executor guestThreads,
      ScheduledExecutorService timer) {}

  /**
   * What each node has.
   *
   * @param cpus threads
   * @param memoryMib MiB of RAM
   * @param diskGib GiB of local storage
   * @param networkMbps Mbit/s
   */
  public record NodeCapacity(int cpus, long memoryMib, long diskGib, long networkMbps) {}

  public Grid(Parts parts) {
    this.monitor = parts.monitor();
    this.files = parts.files();
    this.pace = parts.pace();
    this.capacity = parts.capacity();
    this.faults = parts.faults();
    this.guests = parts.guests();
    this.timer = parts.timer();
    this.line = new GuestLine(parts.guestThreads());
    for (int number = 1; number <= parts.nodeCount(); number++) {
      Node node = load("pve" + number, number);
      nodes.put(node.name(), node);
    }
    this.registry = new MachineRegistry(files, nodes.keySet());
    this.storages = new Storages(files, capacity.diskGib() << 30, nodes.keySet());
  }

  private Node load(String name, int number) {
    Node node =
        files
            .readJson("hardware/" + name + ".json", Node.class)
            .orElseGet(() -> new Node(name, number, pace.now()));
    node.member(node.reachable(), pace.now());
    return node;
  }

  private void save(Node node) {
    files.writeJson("hardware/" + node.name() + ".json", node);
  }

  /** Tells the guests of machines that ran when the emulator ended: hardware never stopped. */
  public void resume() {
    synchronized (monitor) {
      for (Machine machine : registry.all()) {
        if (machine.running()) {
          line.tell(machine.vmid(), () -> guests.poweredOn(seen(machine)));
        }
      }
    }
  }

  /** Called, outside the monitor, whenever a node's power or cable changed or it has booted. */
  public void watch(Consumer<Node> watcher) {
    watchers.add(watcher);
  }

  public Object monitor() {
    return monitor;
  }

  public Storages storages() {
    return storages;
  }

  public NodeCapacity capacity() {
    return capacity;
  }

  public GuestRuntime guests() {
    return guests;
  }

  public StateFiles files() {
    return files;
  }

  // ------------------------------------------------------------------ nodes

  public List<Node> allNodes() {
    return List.copyOf(nodes.values());
  }

  public Optional<Node> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  private Node known(String name) {
    return node(name).orElseThrow(() -> new UnknownNodeException(name));
  }

  /** Whether a node sees a majority of the cluster. */
  public boolean quorate(Node node) {
    synchronized (monitor) {
      if (!node.up()) {
        return false;
      }
      long seen =
          node.network() == NodeNetwork.PARTITIONED
              ? 1
              : nodes.values().stream().filter(Node::member).count();
      return seen * 2 > nodes.size();
    }
  }

  @Override
  public List<NodeView> nodes() {
    synchronized (monitor) {
      return nodes.values().stream()
          .map(n -> new NodeView(n.name(), n.power(), n.network(), quorate(n)))
          .toList();
    }
  }

  @Override
  public void setPower(String name, NodePower state) {
    Node node = known(name);
    synchronized (monitor) {
      if (node.power() == state) {
        return;
      }
      node.power(state, state == NodePower.ON);
      save(node);
      if (state == NodePower.OFF) {
        runningOn(node).forEach(this::cut);
      } else {
        timer.schedule(() -> boot(node), pace.delay(NODE_BOOT).toNanos(), TimeUnit.NANOSECONDS);
      }
    }
    changed(node);
  }

  private void boot(Node node) {
    synchronized (monitor) {
      if (node.power() == NodePower.OFF) {
        return;
      }
      node.booted(pace.now());
      save(node);
    }
    changed(node);
  }

  private List<Machine> runningOn(Node node) {
    return registry.all().stream()
        .filter(machine -> machine.running() && machine.node().equals(node.name()))
        .toList();
  }

  private void cut(Machine machine) {
    registry.put(machine.with(Optional.<QemuProcess>empty()));
    line.tell(machine.vmid(), () -> guests.poweredOff(machine.vmid()));
  }

  @Override
  public void setNetwork(String name, NodeNetwork state) {
    Node node = known(name);
    synchronized (monitor) {
      if (node.network() == state) {
        return;
      }
      node.network(state);
      save(node);
      runningOn(node).forEach(this::tellChanged);
    }
    changed(node);
  }

  @Override
  public void setDelay(String name, Duration roundTrip) {
    guests.delay(known(name).name(), roundTrip);
  }

  private void changed(Node node) {
    Duration notice = node.reachable() ? Duration.ofSeconds(1) : MEMBERSHIP_LOSS;
    timer.schedule(() -> recount(node), pace.delay(notice).toNanos(), TimeUnit.NANOSECONDS);
    watchers.forEach(watcher -> watcher.accept(node));
  }

  private void recount(Node node) {
    synchronized (monitor) {
      node.member(node.reachable(), pace.now());
    }
  }

  /** Members are seen once more; called by the statistics' clock. */
  public void touchMembers() {
    synchronized (monitor) {
      nodes.values().stream().filter(Node::member).forEach(node -> node.member(true, pace.now()));
    }
  }

  @Override
  public FaultRegistry faults() {
    return faults;
  }

  // ------------------------------------------------------------------ machines

  public Optional<Machine> machine(int vmid) {
    synchronized (monitor) {
      return registry.find(vmid);
    }
  }

  /** A machine of which the node owns the configuration. */
  public Optional<Machine> machine(String node, int vmid) {
    return machine(vmid).filter(machine -> machine.node().equals(node));
  }

  public List<Machine> allMachines() {
    synchronized (monitor) {
      return registry.all();
    }
  }

  /** Writes a new configuration. */
  public void create(int vmid, String node, VmConfig config) {
    synchronized (monitor) {
      registry.put(new Machine(vmid, node, config, Optional.empty(), Firewall.NONE));
    }
  }

  /** Replaces a configuration; a running guest is told. */
  public void configure(int vmid, UnaryOperator<VmConfig> change) {
    synchronized (monitor) {
      registry
          .find(vmid)
          .ifPresent(machine -> replace(machine.with(change.apply(machine.config())).plugged()));
    }
  }

  public void firewall(int vmid, UnaryOperator<Firewall> change) {
    synchronized (monitor) {
      registry
          .find(vmid)
          .ifPresent(machine -> replace(machine.with(change.apply(machine.firewall()))));
    }
  }

  /** Moves a machine's configuration, and its process if it has one, to another node. */
  public void move(int vmid, String target) {
    synchronized (monitor) {
      registry.find(vmid).ifPresent(machine -> replace(machine.on(target)));
    }
  }

  private void replace(Machine next) {
    registry.put(next);
    if (next.running()) {
      tellChanged(next);
    }
  }

  private void tellChanged(Machine machine) {
    GuestMachine seen = seen(machine);
    line.tell(machine.vmid(), () -> guests.changed(seen));
  }

  /** Removes configuration, firewall and disk content. */
  public void remove(int vmid) {
    synchronized (monitor) {
      registry.remove(vmid);
      line.tell(vmid, () -> files.delete(disk(vmid)));
    }
  }

  /** Copies the content of a machine's disk to another machine; ordered with what guests do. */
  public CompletableFuture<Void> copyDisk(String from, int toVmid) {
    return line.tell(toVmid, () -> files.copyTree(from, disk(toVmid)));
  }

  /** The directory, below the state directory, with the content of a machine's disk. */
  public static String disk(int vmid) {
    return "disks/" + vmid;
  }

  // ------------------------------------------------------------------ power

  /** Starts the process; pending changes are applied. Completes when the guest has power. */
  public CompletableFuture<Void> powerOn(int vmid, long pid) {
    synchronized (monitor) {
      Machine off = registry.find(vmid).orElseThrow();
      VmConfig applied = off.config().applied();
      QemuProcess process =
          new QemuProcess(
              pid, pace.now().toEpochMilli(), applied.memoryInForceMib(), applied.cpus(), false);
      Machine on = off.with(applied).with(Optional.of(process));
      registry.put(on);
      return line.tell(vmid, () -> guests.poweredOn(seen(on)));
    }
  }

  /** Ends the process; what was pending becomes the configuration (PVE-D1). */
  public CompletableFuture<Void> powerOff(int vmid) {
    synchronized (monitor) {
      Machine on = registry.find(vmid).orElseThrow();
      registry.put(on.with(on.config().applied()).with(Optional.<QemuProcess>empty()));
      return line.tell(vmid, () -> guests.poweredOff(vmid));
    }
  }

  /** Presses the reset button: the guest boots again in the same process. */
  public CompletableFuture<Void> reset(int vmid) {
    synchronized (monitor) {
      GuestMachine seen = seen(registry.find(vmid).orElseThrow());
      return line.tell(
          vmid,
          () -> {
            guests.poweredOff(vmid);
            guests.poweredOn(seen);
          });
    }
  }

  /** Pauses or resumes the virtual CPUs. */
  public void pause(int vmid, boolean paused) {
    synchronized (monitor) {
      registry
          .find(vmid)
          .ifPresent(m -> registry.put(m.with(m.process().map(p -> p.paused(paused)))));
    }
  }

  private GuestMachine seen(Machine machine) {
    Node node = nodes.get(machine.node());
    QemuProcess process = machine.process().orElseThrow();
    Path disk = files.path(disk(machine.vmid()));
    return new GuestMachine(
        machine.vmid(),
        machine.node(),
        machine.config().get("name").orElse(""),
        machine.config().get("description").orElse(""),
        node.power() == NodePower.ON,
        node.network() == NodeNetwork.CONNECTED,
        process.startedAt(),
        process.pid(),
        machine.config().current(),
        machine.firewall().options(),
        machine.firewall().rules(),
        machine.firewall().sets(),
        disk);
  }

  @Override
  public List<MachineView> machines() {
    return allMachines().stream().map(Grid::view).toList();
  }

  private static MachineView view(Machine machine) {
    VmConfig config = machine.config();
    String tags = config.get("tags").orElse("").strip();
    return new MachineView(
        machine.vmid(),
        machine.node(),
        machine.name(),
        machine.running() ? "running" : "stopped",
        config.lock(),
        config.template(),
        tags.isEmpty() ? List.of() : List.of(tags.split(";")),
        config.get("description").orElse(""),
        machine.process().map(QemuProcess::memoryMib).orElse(config.memoryMib()),
        machine.process().map(QemuProcess::startedAt),
        config.current());
  }
}
