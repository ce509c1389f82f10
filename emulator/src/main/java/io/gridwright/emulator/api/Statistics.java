package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.guest.GuestCounters;
import io.gridwright.emulator.storage.StorageDefinition;
import io.gridwright.emulator.work.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What each node's pvestatd tells the others every ten seconds. Lists show it until it is five
 * minutes old; existence, node, lock, tags and pool of a machine are always current. Each worker of
 * pveproxy hears of a round for itself: for a second every other call still shows the round before
 * (PVE-D49).
 */
public final class Statistics {
  /** How often a node tells. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Duration SPREADING = Duration.ofSeconds(1);
  private static final Duration EXPIRY = Duration.ofMinutes(5);
  private static final long SYSTEM_MEMORY = 2L << 30;

  private final Cluster cluster;
  private final VmRows rows;
  private final Map<String, Rounds> byNode = new ConcurrentHashMap<>();
  private final Set<String> quorate = ConcurrentHashMap.newKeySet();
  private final AtomicInteger views = new AtomicInteger();
  private final History history = new History();

  /** One node's last words. */
  private record Told(
      Instant at,
      Map<String, Object> node,
      Map<Integer, Map<String, Object>> machines,
      Map<String, Map<String, Object>> storages) {}

  /** The last two rounds of a node. */
  private record Rounds(Told last, Optional<Told> before) {
    static Rounds next(Rounds earlier, Told told) {
      return new Rounds(told, Optional.ofNullable(earlier).map(Rounds::last));
    }
  }

  public Statistics(Cluster cluster) {
    this.cluster = cluster;
    this.rows = new VmRows(cluster);
  }

  /** One round: every node that reaches the others tells. */
  public void tell() {
    cluster.grid().touchMembers();
    for (Node node : cluster.grid().allNodes()) {
      if (cluster.grid().quorate(node)) {
        quorate.add(node.name());
      } else {
        quorate.remove(node.name());
      }
      if (node.reachable()) {
        Told told = told(node);
        byNode.compute(node.name(), (name, earlier) -> Rounds.next(earlier, told));
        history.add("node/" + node.name(), told.at(), told.node());
        told.machines().forEach((vmid, row) -> history.add("qemu/" + vmid, told.at(), row));
      }
    }
  }

  private Told told(Node node) {
    Map<Integer, Map<String, Object>> machines = new HashMap<>();
    cluster.grid().allMachines().stream()
        .filter(machine -> machine.node().equals(node.name()))
        .forEach(machine -> machines.put(machine.vmid(), machineRow(machine)));
    Map<String, Map<String, Object>> storages = new HashMap<>();
    for (StorageDefinition storage : cluster.grid().storages().definitions()) {
      storages.put(storage.id(), storageRow(storage, node));
    }
    return new Told(cluster.pace().now(), nodeRow(node), machines, storages);
  }

  private Map<String, Object> machineRow(Machine machine) {
    Map<String, Object> row = new LinkedHashMap<>(rows.status(machine));
    row.put("status", VmRows.qmpStatus(machine));
    row.put("maxcpu", row.remove("cpus"));
    row.put("template", machine.config().template() ? 1 : 0);
    row.putIfAbsent("diskread", 0); // PVE-D32
    row.putIfAbsent("diskwrite", 0);
    row.remove("pid");
    row.remove("lock");
    row.remove("tags");
    if (machine.config().lock().filter("clone"::equals).isPresent()) {
      row.put("maxdisk", 0);
    }
    return row;
  }

  private Map<String, Object> storageRow(StorageDefinition storage, Node node) {
    synchronized (cluster.grid().monitor()) {
      return Map.of(
          "disk", cluster.grid().storages().used(storage.id(), node.name()),
          "maxdisk", storage.total());
    }
  }

  /** A node's load, as its own status and the statistics give it. */
  Map<String, Object> nodeRow(Node node) {
    Grid.NodeCapacity capacity = cluster.grid().capacity();
    double busy = 0.01 * capacity.cpus();
    long memory = SYSTEM_MEMORY;
    for (Machine machine : cluster.grid().allMachines()) {
      if (machine.running() && machine.node().equals(node.name())) {
        GuestCounters counters = cluster.grid().guests().counters(machine.vmid());
        busy += counters.cpu() * machine.process().orElseThrow().cpus();
        memory += counters.memoryUsed();
      }
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("cpu", Math.min(1.0, busy / capacity.cpus()));
    row.put("maxcpu", capacity.cpus());
    row.put("mem", Math.min(memory, capacity.memoryMib() << 20));
    row.put("maxmem", capacity.memoryMib() << 20);
    row.put("disk", 5L << 30);
    row.put("maxdisk", 100L << 30);
    row.put(
        "uptime", Math.max(0, Duration.between(node.bootedAt(), cluster.pace().now()).toSeconds()));
    return row;
  }

  /** Whether the node had quorum at the last round. */
  boolean toldQuorate(String node) {
    return quorate.contains(node);
  }

  /** What one call sees: all of it as one worker knows it. */
  View view() {
    return new View(views.getAndIncrement() % 2 == 1);
  }

  /** The numbers as one worker of pveproxy knows them. */
  final class View {
    private final boolean slow;

    private View(boolean slow) {
      this.slow = slow;
    }

    private Optional<Told> fresh(String node) {
      Instant now = cluster.pace().now();
      Instant oldest = now.minus(cluster.pace().period(EXPIRY));
      Instant known = now.minus(cluster.pace().period(SPREADING));
      return Optional.ofNullable(byNode.get(node))
          .map(
              rounds ->
                  slow && rounds.last().at().isAfter(known)
                      ? rounds.before().orElse(rounds.last())
                      : rounds.last())
          .filter(told -> told.at().isAfter(oldest));
    }

    /** The last numbers of a node that is online; none of one that is not. */
    Optional<Map<String, Object>> ofNode(Node node) {
      return node.member() ? fresh(node.name()).map(Told::node) : Optional.empty();
    }

    /** The last numbers of a machine, also of one on a node that died in the last five minutes. */
    Optional<Map<String, Object>> ofMachine(Machine machine) {
      return fresh(machine.node())
          .flatMap(told -> Optional.ofNullable(told.machines().get(machine.vmid())));
    }

    /** The last numbers of a storage as a node sees it. */
    Optional<Map<String, Object>> ofStorage(String node, String storage) {
      return fresh(node).flatMap(told -> Optional.ofNullable(told.storages().get(storage)));
    }
  }

  /** The points of {@code rrddata}. */
  History history() {
    return history;
  }
}
