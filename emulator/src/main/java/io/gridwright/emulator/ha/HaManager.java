package io.gridwright.emulator.ha;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.task.Task;
import io.gridwright.emulator.task.Upid;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.HaRegister;
import io.gridwright.emulator.work.MigrateWork;
import io.gridwright.emulator.work.PowerWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cluster resource manager and the nodes' local ones in one: every ten seconds it looks at each
 * resource. A node that left the membership is {@code unknown}; 60 s later {@code fence}; 120 s
 * after its loss its lock counts as expired, its services are in {@code recovery} and, in the same
 * round, started elsewhere where a node is allowed (PVE-D42). Without one they stay in recovery.
 * Nothing happens without quorum.
 */
public final class HaManager {
  /** Length of a round. */
  public static final Duration ROUND = Duration.ofSeconds(10);

  private static final Duration FENCE_AFTER = Duration.ofSeconds(60);
  private static final Duration LOCK_EXPIRES_AFTER = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final Set<String> NOT_KEPT = Set.of("error", "freeze", "ignored");
  private static final Set<String> REMOVABLE_LOCKS =
      Set.of(
          "backup",
          "mounted",
          "migrate",
          "clone",
          "rollback",
          "snapshot",
          "snapshot-delete",
          "suspending",
          "suspended");

  private final Cluster cluster;
  private final HaRegister register;
  private final PowerWork power;
  private final MigrateWork migrate;
  private final Map<Integer, HaService> services = new TreeMap<>();
  private final Map<String, String> nodeStates = new HashMap<>();
  private final Set<String> keepers = new HashSet<>();
  private final Map<Integer, Upid> running = new HashMap<>();

  public HaManager(Cluster cluster, HaRegister register) {
    this.cluster = cluster;
    this.register = register;
    this.power = new PowerWork(cluster);
    this.migrate = new MigrateWork(cluster);
  }

  /** The services, by VMID. */
  public synchronized List<HaService> services() {
    return List.copyOf(services.values());
  }

  /** online, unknown, fence or gone for each node. */
  public synchronized Map<String, String> nodeStates() {
    return new TreeMap<>(nodeStates);
  }

  /**
   * Whether a node's local manager keeps services under its watchdog; of a node that is lost, what
   * it wrote last.
   */
  public synchronized boolean keeps(String node) {
    return keepers.contains(node);
  }

  /** The node that manages; empty without any service or without quorum. */
  public synchronized Optional<Node> master() {
    return services.isEmpty()
        ? Optional.empty()
        : cluster.grid().allNodes().stream().filter(cluster.grid()::quorate).findFirst();
  }

  /** One round. */
  public synchronized void round() {
    Instant now = cluster.pace().now();
    boolean quorate = cluster.grid().allNodes().stream().anyMatch(cluster.grid()::quorate);
    if (!quorate) {
      return;
    }
    cluster.grid().allNodes().forEach(node -> nodeStates.put(node.name(), nodeState(node, now)));
    Map<Integer, Map<String, String>> resources = register.resources();
    services.keySet().retainAll(resources.keySet());
    resources.forEach((vmid, settings) -> look(vmid, settings, now));
    cluster.grid().allNodes().stream().filter(Node::member).forEach(this::write);
  }

  /** A local manager writes down whether it is active; one without quorum cannot write. */
  private void write(Node node) {
    boolean active =
        services.values().stream()
            .anyMatch(s -> s.node().equals(node.name()) && !NOT_KEPT.contains(s.state()));
    if (active) {
      keepers.add(node.name());
    } else {
      keepers.remove(node.name());
    }
  }

  private String nodeState(Node node, Instant now) {
    if (node.member()) {
      return "online";
    }
    Duration lost = Duration.between(node.lastMember(), now);
    return lost.compareTo(cluster.pace().period(FENCE_AFTER)) < 0 ? "unknown" : "fence";
  }

  private boolean lockExpired(Node node, Instant now) {
    Duration lost = Duration.between(node.lastMember(), now);
    return lost.compareTo(cluster.pace().period(LOCK_EXPIRES_AFTER)) >= 0;
  }

  private void look(int vmid, Map<String, String> settings, Instant now) {
    Optional<Machine> machine = cluster.grid().machine(vmid);
    if (machine.isEmpty()) {
      services.remove(vmid);
      return;
    }
    HaService service =
        services.computeIfAbsent(
            vmid, id -> new HaService(id, machine.get().node(), "queued", 0, now));
    HaService seen = service.on(machine.get().node());
    services.put(vmid, next(seen, machine.get(), settings, now));
  }

  private HaService next(
      HaService service, Machine machine, Map<String, String> settings, Instant now) {
    String wanted = settings.getOrDefault("state", "started");
    if (wanted.equals("ignored")) {
      return service.in("ignored", now);
    }
    Node node = cluster.grid().node(service.node()).orElseThrow();
    if (!node.member()) {
      return lost(service, machine, node, settings, now);
    }
    if (busy(machine.vmid())) {
      return service;
    }
    if (service.state().equals("error") && !wanted.equals("disabled")) {
      return service;
    }
    if (settings.containsKey("migrate-to")) {
      return move(service, settings, now);
    }
    return settle(service, machine, wanted, settings, now);
  }

  // ------------------------------------------------------------------ a lost node

  private HaService lost(
      HaService service, Machine machine, Node node, Map<String, String> settings, Instant now) {
    String nodeState = nodeStates.get(node.name());
    if (nodeState.equals("unknown")) {
      return service;
    }
    if (!lockExpired(node, now)) {
      return service.in("fence", now);
    }
    nodeStates.put(node.name(), node.member() ? "online" : "gone");
    HaService recovery = service.in("recovery", now);
    Optional<Node> target = target(machine.vmid(), node, settings);
    if (target.isEmpty()) {
      return recovery;
    }
    steal(machine, target.get());
    HaService moved = recovery.on(target.get().name()).in("started", now);
    start(moved, cluster.grid().machine(machine.vmid()).orElseThrow());
    return moved;
  }

  /** The configuration moves without the disks; a lock that HA may remove goes. */
  private void steal(Machine machine, Node target) {
    cluster.grid().move(machine.vmid(), target.name());
    machine
        .config()
        .lock()
        .filter(REMOVABLE_LOCKS::contains)
        .ifPresent(lock -> cluster.grid().configure(machine.vmid(), c -> c.without("lock")));
  }

  private Optional<Node> target(int vmid, Node lost, Map<String, String> settings) {
    Optional<Set<String>> allowed = boundTo(vmid);
    return cluster.grid().allNodes().stream()
        .filter(node -> node.member() && node.reachable() && !node.equals(lost))
        .filter(node -> allowed.map(names -> names.contains(node.name())).orElse(true))
        .min(Comparator.comparingLong(this::servicesOn));
  }

  private long servicesOn(Node node) {
    return services.values().stream().filter(s -> s.node().equals(node.name())).count();
  }

  /** The nodes of a strict node-affinity rule for the resource. */
  private Optional<Set<String>> boundTo(int vmid) {
    return register.rules().values().stream()
        .filter(rule -> "node-affinity".equals(rule.get("type")) && "1".equals(rule.get("strict")))
        .filter(
            rule -> List.of(rule.getOrDefault("resources", "").split(",")).contains("vm:" + vmid))
        .map(rule -> names(rule.getOrDefault("nodes", "")))
        .findFirst();
  }

  private static Set<String> names(String nodes) {
    return Set.of(nodes.replaceAll(":\\d+", "").split(","));
  }

  // ------------------------------------------------------------------ a living one

  private boolean busy(int vmid) {
    return Optional.ofNullable(running.get(vmid))
        .flatMap(upid -> cluster.tasks().find(upid.toString()))
        .filter(Task::running)
        .isPresent();
  }

  private HaService settle(
      HaService service,
      Machine machine,
      String wanted,
      Map<String, String> settings,
      Instant now) {
    if (wanted.equals("started") && machine.running()) {
      return service.failed(0).in("started", now);
    }
    if (wanted.equals("started")) {
      return startOrGiveUp(service, machine, settings, now);
    }
    if (machine.running()) {
      stop(machine);
      return service.in("request_stop", now);
    }
    return service.failed(0).in(wanted.equals("disabled") ? "disabled" : "stopped", now);
  }

  private HaService startOrGiveUp(
      HaService service, Machine machine, Map<String, String> settings, Instant now) {
    int allowed = Integer.parseInt(settings.getOrDefault("max_restart", "1"));
    if (service.failures() > allowed) {
      return service.in("error", now);
    }
    start(service, machine);
    return service.failed(service.failures() + 1).in("started", now);
  }

  private void start(HaService service, Machine machine) {
    running.put(
        machine.vmid(),
        cluster.fork(
            service.node(),
            "qmstart",
            Integer.toString(machine.vmid()),
            "root@pam",
            Optional.empty(),
            worker -> power.start(worker, machine.vmid(), false)));
  }

  private void stop(Machine machine) {
    PowerWork.ShutdownOrder order = new PowerWork.ShutdownOrder(STOP_TIMEOUT, true, false);
    running.put(
        machine.vmid(),
        cluster.fork(
            machine.node(),
            "qmshutdown",
            Integer.toString(machine.vmid()),
            "root@pam",
            Optional.empty(),
            worker -> power.shutdown(worker, machine.vmid(), order)));
  }

  private HaService move(HaService service, Map<String, String> settings, Instant now) {
    String target = settings.get("migrate-to");
    register.forget(service.vmid(), "migrate-to");
    if (target.equals(service.node())) {
      return service;
    }
    running.put(
        service.vmid(),
        cluster.fork(
            service.node(),
            "qmigrate",
            Integer.toString(service.vmid()),
            "root@pam",
            Optional.empty(),
            worker -> migrate.run(worker, service.vmid(), target, true)));
    return service.in("migrate", now);
  }
}
