package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.ha.HaManager;
import io.gridwright.emulator.ha.HaService;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.HaRegister;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /cluster/ha}: resources, rules, what the manager makes of them. */
final class HaResource {
  private static final String SETTINGS =
      "state?{started,stopped,enabled,disabled,ignored} max_restart?:integer(0,)"
          + " max_relocate?:integer(0,) failback?:boolean comment?:string(,4096) group?";
  private static final Parameters STORED =
      Parameters.of("state? max_restart? max_relocate? failback? comment?");
  private static final Parameters RULE = Parameters.of("type? resources? nodes? strict? comment?");

  private final Cluster cluster;
  private final Rights rights;
  private final HaRegister register;
  private final HaManager manager;

  HaResource(Cluster cluster, Rights rights, HaRegister register, HaManager manager) {
    this.cluster = cluster;
    this.rights = rights;
    this.register = register;
    this.manager = manager;
  }

  void register(Routes routes) {
    Route.Rule audit = rights.all("/", "Sys.Audit");
    Route.Rule console = rights.all("/", "Sys.Console");
    String resources = "/cluster/ha/resources";
    routes.anywhere("GET", resources, audit, "type?{ct,vm}", c -> list());
    routes.anywhere("POST", resources, console, "sid type?{ct,vm} " + SETTINGS, this::add);
    routes.anywhere("GET", resources + "/{sid}", audit, "", this::one);
    routes.anywhere(
        "PUT", resources + "/{sid}", console, "delete? digest? " + SETTINGS, this::change);
    routes.anywhere("DELETE", resources + "/{sid}", console, "purge?:boolean", this::remove);
    routes.anywhere("POST", resources + "/{sid}/migrate", console, "node:node", this::migrate);
    routes.anywhere("POST", resources + "/{sid}/relocate", console, "node:node", this::migrate);
    routes.anywhere("GET", "/cluster/ha/groups", audit, "", c -> List.of());
    routes.anywhere("GET", "/cluster/ha/rules", audit, "type? resource?", c -> rules());
    routes.anywhere(
        "POST",
        "/cluster/ha/rules",
        console,
        "rule type{node-affinity,resource-affinity} resources nodes? strict?:boolean comment?"
            + " affinity? disable?:boolean",
        this::addRule);
    routes.anywhere("DELETE", "/cluster/ha/rules/{rule}", console, "", this::removeRule);
    routes.anywhere("GET", "/cluster/ha/status/current", audit, "", this::current);
    routes.anywhere("GET", "/cluster/ha/status/manager_status", audit, "", this::managerStatus);
  }

  private static int vmid(Call call) {
    String id = call.required("sid").replaceFirst("^vm:", "");
    if (!id.matches("[1-9][0-9]{2,8}")) {
      throw ApiException.parameter(
          "sid", "invalid format - value does not look like a valid HA resource or VM ID\n");
    }
    return Integer.parseInt(id);
  }

  private Object list() {
    List<Map<String, Object>> rows = new ArrayList<>();
    register.resources().forEach((vmid, settings) -> rows.add(row(vmid, settings)));
    return rows;
  }

  private static Map<String, Object> row(int vmid, Map<String, String> settings) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("sid", "vm:" + vmid);
    row.put("type", "vm");
    settings.forEach(
        (key, value) -> row.put(key, value.matches("\\d{1,9}") ? Integer.valueOf(value) : value));
    row.put("digest", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    return row;
  }

  private Object add(Call call) {
    Quorum.require(cluster, call.entry());
    int vmid = vmid(call);
    refuseGroup(call);
    if (register.managed(vmid)) {
      throw ApiException.failed( // PVE-D39
          "create resource failed: resource ID 'vm:" + vmid + "' already defined");
    }
    if (cluster.grid().machine(vmid).isEmpty()) {
      throw ApiException.failed("resource 'vm:" + vmid + "' does not exist in cluster");
    }
    register.add(vmid, STORED.of(call));
    return null;
  }

  private static void refuseGroup(Call call) {
    if (call.has("group")) {
      throw ApiException.failed("invalid parameter 'group': ha groups have been migrated to rules");
    }
  }

  private Map<String, String> known(Call call) {
    int vmid = vmid(call);
    return register
        .resource(vmid)
        .orElseThrow(() -> ApiException.failed("no such resource 'vm:" + vmid + "'"));
  }

  private Object one(Call call) {
    return row(vmid(call), known(call));
  }

  private Object change(Call call) {
    Quorum.require(cluster, call.entry());
    refuseGroup(call);
    known(call);
    register.add(vmid(call), STORED.of(call));
    return null;
  }

  private Object remove(Call call) {
    Quorum.require(cluster, call.entry());
    if (!register.remove(vmid(call))) {
      throw ApiException.failed("cannot delete service 'vm:" + vmid(call) + "', not HA managed!");
    }
    return null;
  }

  private Object migrate(Call call) {
    Quorum.require(cluster, call.entry());
    known(call);
    register.add(vmid(call), Map.of("migrate-to", call.node()));
    return Map.of("sid", "vm:" + vmid(call), "requested-node", call.node());
  }

  private Object rules() {
    List<Map<String, Object>> rows = new ArrayList<>();
    register
        .rules()
        .forEach(
            (name, settings) -> {
              Map<String, Object> row = new TreeMap<>(settings);
              row.put("rule", name);
              rows.add(row);
            });
    return rows;
  }

  private Object addRule(Call call) {
    Quorum.require(cluster, call.entry());
    register.putRule(call.required("rule"), RULE.of(call));
    return null;
  }

  private Object removeRule(Call call) {
    Quorum.require(cluster, call.entry());
    register.removeRule(call.required("rule"));
    return null;
  }

  // ------------------------------------------------------------------ status

  private Object current(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean quorate = Quorum.present(cluster, call.entry());
    rows.add(
        Map.of(
            "id",
            "quorum",
            "type",
            "quorum",
            "node",
            call.entry(),
            "quorate",
            quorate ? 1 : 0,
            "status",
            quorate ? "OK" : "No quorum on node '" + call.entry() + "'!"));
    manager.master().ifPresent(master -> rows.add(masterRow(master)));
    if (!manager.services().isEmpty()) {
      cluster.grid().allNodes().forEach(node -> rows.add(lrmRow(node)));
    }
    manager.services().forEach(service -> rows.add(serviceRow(service)));
    rows.add(
        Map.of(
            "id",
            "fencing",
            "type",
            "fencing",
            "node",
            call.entry(),
            "armed-state",
            manager.services().isEmpty() ? "standby" : "armed",
            "status",
            manager.services().isEmpty()
                ? "standby (CRM watchdog standby)"
                : "armed (CRM watchdog active)"));
    return rows;
  }

  private Map<String, Object> masterRow(Node master) {
    return Map.of(
        "id",
        "master",
        "type",
        "master",
        "node",
        master.name(),
        "timestamp",
        cluster.pace().epoch(),
        "status",
        master.name() + " (active, " + cluster.pace().now() + ")");
  }

  private Map<String, Object> lrmRow(Node node) {
    long stamp = node.member() ? cluster.pace().epoch() : node.lastMember().getEpochSecond();
    String mode =
        node.member()
            ? (manager.keeps(node.name()) ? "active, watchdog active" : "idle, watchdog standby")
            : "old timestamp - dead?";
    return Map.of(
        "id",
        "lrm:" + node.name(),
        "type",
        "lrm",
        "node",
        node.name(),
        "timestamp",
        stamp,
        "status",
        node.name() + " (" + mode + ", " + Instant.ofEpochSecond(stamp) + ")");
  }

  private Map<String, Object> serviceRow(HaService service) {
    Map<String, String> settings = register.resource(service.vmid()).orElse(Map.of());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "service:" + service.sid());
    row.put("type", "service");
    row.put("sid", service.sid());
    row.put("node", service.node());
    row.put("state", service.state());
    row.put("crm_state", service.state());
    row.put("request_state", settings.getOrDefault("state", "started"));
    row.put("max_restart", Integer.valueOf(settings.getOrDefault("max_restart", "1")));
    row.put("max_relocate", Integer.valueOf(settings.getOrDefault("max_relocate", "1")));
    row.put("status", service.sid() + " (" + service.node() + ", " + service.state() + ")");
    return row;
  }

  private Object managerStatus(Call call) {
    Map<String, Object> services = new TreeMap<>();
    manager
        .services()
        .forEach(
            s ->
                services.put(
                    s.sid(), Map.of("node", s.node(), "state", s.state(), "uid", "u" + s.vmid())));
    Map<String, Object> lrm = new TreeMap<>();
    cluster
        .grid()
        .allNodes()
        .forEach(
            node ->
                lrm.put(
                    node.name(),
                    Map.of(
                        "mode",
                        "active",
                        "state",
                        manager.keeps(node.name()) ? "active" : "wait_for_agent_lock",
                        "timestamp",
                        node.member() ? cluster.pace().epoch() : node.lastMember().getEpochSecond(),
                        "results",
                        Map.of())));
    return Map.of(
        "manager_status",
        Map.of(
            "master_node", manager.master().map(Node::name).orElse(""),
            "timestamp", cluster.pace().epoch(),
            "node_status", manager.nodeStates(),
            "service_status", services),
        "quorum",
        Map.of("node", call.entry(), "quorate", Quorum.present(cluster, call.entry()) ? 1 : 0),
        "lrm_status",
        lrm);
  }
}
