package io.gridwright.emulator.api;

import io.gridwright.emulator.fault.Fault;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.storage.StorageDefinition;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.HaRegister;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** {@code /cluster} but for HA and tasks: status, resources, the next free id, options; version. */
final class ClusterResource {
  /** The cluster's name. */
  static final String NAME = "gridwright";

  private static final String CLUSTER_FIREWALL = "firewall/cluster.json";
  private static final int FIRST_ID = 100;

  private final Cluster cluster;
  private final Rights rights;
  private final Statistics statistics;
  private final HaRegister ha;
  private final UnaryOperator<String> fingerprints;
  private final Map<String, List<Map<String, Object>>> stale = new ConcurrentHashMap<>();

  ClusterResource(
      Cluster cluster,
      Rights rights,
      Statistics statistics,
      HaRegister ha,
      UnaryOperator<String> fingerprints) {
    this.cluster = cluster;
    this.rights = rights;
    this.statistics = statistics;
    this.ha = ha;
    this.fingerprints = fingerprints;
    cluster.grid().faults().watch(this::remember);
  }

  void register(Routes routes) {
    Route.Rule audit = rights.all("/", "Sys.Audit");
    routes.anywhere("GET", "/version", Routes.NONE, "", c -> version());
    routes.add("GET", "/cluster/status", false, true, Route.Access.LOGIN, audit, "", this::status);
    routes.anywhere(
        "GET", "/cluster/resources", Routes.NONE, "type?{vm,storage,node,sdn}", this::resources);
    routes.anywhere("GET", "/cluster/nextid", Routes.NONE, "vmid?:vmid", this::nextId);
    routes.anywhere("GET", "/cluster/options", audit, "", c -> Map.of("mac_prefix", "BC:24:11"));
    routes.anywhere("GET", "/cluster/config/nodes", audit, "", c -> members());
    routes.anywhere("GET", "/cluster/firewall/options", audit, "", c -> firewall());
    routes.anywhere(
        "PUT",
        "/cluster/firewall/options",
        rights.all("/", "Sys.Modify"),
        "enable?:integer(0,) policy_in?{ACCEPT,REJECT,DROP} policy_out?{ACCEPT,REJECT,DROP}"
            + " policy_forward?{ACCEPT,DROP} ebtables?:boolean log_ratelimit? delete? digest?",
        this::putFirewall);
    routes.anywhere("GET", "/cluster/log", Routes.NONE, "max?:integer(1,)", c -> List.of());
    routes.anywhere("GET", "/cluster/replication", Routes.NONE, "", c -> List.of());
    routes.anywhere(
        "GET",
        "/cluster/sdn/vnets",
        Routes.NONE,
        "running?:boolean pending?:boolean",
        c -> List.of());
    routes.anywhere(
        "GET",
        "/cluster/sdn/zones",
        Routes.NONE,
        "running?:boolean pending?:boolean type?",
        c -> List.of());
  }

  static Map<String, Object> version() {
    return Map.of("version", "9.2.11", "release", "9.2", "repoid", "0d2a9f3c4b5e6f70");
  }

  private Object status(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Node> nodes = cluster.grid().allNodes();
    if (nodes.size() > 1) { // API.md 10.1: a stand-alone host has no cluster row
      rows.add(
          Map.of(
              "type",
              "cluster",
              "id",
              "cluster",
              "name",
              NAME,
              "nodes",
              nodes.size(),
              "quorate",
              quorate(call.entry()) ? 1 : 0,
              "version",
              nodes.size()));
    }
    for (Node node : nodes) {
      rows.add(
          Map.of(
              "type",
              "node",
              "id",
              "node/" + node.name(),
              "name",
              node.name(),
              "nodeid",
              node.number(),
              "ip",
              "127.0.0.1",
              "online",
              node.member() ? 1 : 0,
              "local",
              node.name().equals(call.entry()) ? 1 : 0,
              "level",
              ""));
    }
    return rows;
  }

  /** PVE-D9: quorum that has come back is not told before the next round. */
  private boolean quorate(String node) {
    return Quorum.present(cluster, node) && statistics.toldQuorate(node);
  }

  private Object members() {
    return cluster.grid().allNodes().stream()
        .map(
            node ->
                Map.of(
                    "node", node.name(),
                    "name", node.name(),
                    "nodeid", Integer.toString(node.number()),
                    "quorum_votes", "1",
                    "ring0_addr", "127.0.0.1"))
        .toList();
  }

  // ------------------------------------------------------------------ resources

  private Object resources(Call call) {
    Optional<String> type = call.text("type");
    Statistics.View told = statistics.view();
    List<Map<String, Object>> rows = new ArrayList<>();
    if (type.isEmpty()) {
      cluster.access().pools().keySet().stream()
          .filter(pool -> rights.hasAny(call.caller(), "/pool/" + pool, "Pool.Audit"))
          .forEach(pool -> rows.add(Map.of("id", "/pool/" + pool, "type", "pool", "pool", pool)));
    }
    if (type.isEmpty() || type.get().equals("vm")) {
      machineRows(call, told).stream()
          .filter(row -> rights.hasAny(call.caller(), "/vms/" + row.get("vmid"), "VM.Audit"))
          .forEach(rows::add);
    }
    if (type.isEmpty() || type.get().equals("node")) {
      cluster.grid().allNodes().forEach(node -> rows.add(nodeRow(call, node, told)));
    }
    if (type.isEmpty() || type.get().equals("storage")) {
      cluster.grid().allNodes().forEach(node -> rows.addAll(storageRows(call, node, told)));
    }
    if (type.isEmpty() || type.get().equals("sdn")) {
      cluster.grid().allNodes().forEach(node -> rows.add(zoneRow(node)));
    }
    return rows;
  }

  private List<Map<String, Object>> machineRows(Call call, Statistics.View told) {
    return call.sabotage()
        .filter(ordered -> ordered.kind() == Sabotage.Kind.STALE)
        .map(ordered -> stale.get(ordered.message()))
        .orElseGet(() -> machineRows(told));
  }

  private List<Map<String, Object>> machineRows(Statistics.View told) {
    return cluster.grid().allMachines().stream().map(machine -> machineRow(machine, told)).toList();
  }

  private void remember(Fault fault) {
    if (fault.effect() == FaultEffect.STALE) {
      stale.put(fault.id(), machineRows(statistics.view()));
    }
  }

  /** Current facts, then what the statistics last told; until then status unknown and no name. */
  Map<String, Object> machineRow(Machine machine, Statistics.View told) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "qemu/" + machine.vmid());
    row.put("type", "qemu");
    row.put("status", "unknown");
    told.ofMachine(machine).ifPresent(row::putAll);
    row.put("vmid", machine.vmid());
    row.put("node", machine.node());
    machine.config().lock().ifPresent(lock -> row.put("lock", lock));
    machine.config().get("tags").ifPresent(tags -> row.put("tags", tags));
    cluster.access().poolOf(machine.vmid()).ifPresent(pool -> row.put("pool", pool));
    ha.resource(machine.vmid()).ifPresent(r -> row.put("hastate", r.get("state")));
    return row;
  }

  private Map<String, Object> nodeRow(Call call, Node node, Statistics.View view) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "node/" + node.name());
    row.put("type", "node");
    row.put("node", node.name());
    Optional<Map<String, Object>> told = view.ofNode(node);
    row.put("status", !node.member() ? "offline" : told.isPresent() ? "online" : "unknown");
    if (node.member() && rights.hasAny(call.caller(), "/nodes/" + node.name(), "Sys.Audit")) {
      told.ifPresent(row::putAll);
      told.ifPresent(numbers -> row.put("level", ""));
      row.put("cgroup-mode", 2); // stays when the numbers expire (PVE-D43)
    }
    return row;
  }

  /** The rows of {@code GET /nodes}. */
  Map<String, Object> listedNode(Call call, Node node) {
    Map<String, Object> row = nodeRow(call, node, statistics.view());
    row.remove("cgroup-mode");
    row.put("ssl_fingerprint", fingerprints.apply(node.name()));
    return row;
  }

  private List<Map<String, Object>> storageRows(Call call, Node node, Statistics.View view) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (StorageDefinition storage : cluster.grid().storages().definitions()) {
      if (rights.hasAny(
          call.caller(),
          "/storage/" + storage.id(),
          "Datastore.Audit",
          "Datastore.AllocateSpace")) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", "storage/" + node.name() + "/" + storage.id());
        row.put("type", "storage");
        row.put("node", node.name());
        row.put("storage", storage.id());
        row.put("plugintype", storage.type());
        row.put(
            "content",
            storage.content().stream().sorted().reduce((a, b) -> a + "," + b).orElse(""));
        row.put("shared", storage.shared() ? 1 : 0);
        Optional<Map<String, Object>> told =
            node.member() ? view.ofStorage(node.name(), storage.id()) : Optional.empty();
        row.put("status", told.isPresent() ? "available" : "unknown");
        told.ifPresent(row::putAll);
        rows.add(row);
      }
    }
    return rows;
  }

  private static Map<String, Object> zoneRow(Node node) {
    return Map.of(
        "id",
        "sdn/" + node.name() + "/localnetwork",
        "type",
        "sdn",
        "node",
        node.name(),
        "sdn",
        "localnetwork",
        "status",
        node.member() ? "ok" : "unknown");
  }

  // ------------------------------------------------------------------ the rest

  /** Reserves nothing; a string although the schema says integer. */
  private Object nextId(Call call) {
    Optional<String> wanted = call.text("vmid");
    if (wanted.isPresent()) {
      if (cluster.grid().machine(Integer.parseInt(wanted.get())).isPresent()) {
        throw ApiException.parameter("vmid", "VM " + wanted.get() + " already exists");
      }
      return wanted.get();
    }
    int id = FIRST_ID;
    while (cluster.grid().machine(id).isPresent()) {
      id++;
    }
    return Integer.toString(id);
  }

  private Object firewall() {
    return cluster.grid().files().readJson(CLUSTER_FIREWALL, Map.class).orElse(Map.of("enable", 1));
  }

  private Object putFirewall(Call call) {
    Map<String, Object> options = new LinkedHashMap<>();
    call.number("enable").ifPresent(value -> options.put("enable", value));
    for (String key : List.of("policy_in", "policy_out")) {
      call.text(key).ifPresent(value -> options.put(key, value));
    }
    cluster.grid().files().writeJson(CLUSTER_FIREWALL, options);
    return null;
  }
}
