package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.PowerWork;
import io.gridwright.emulator.work.SnapshotWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Snapshots of a machine. */
final class SnapshotResource {
  private final Cluster cluster;
  private final Rights rights;
  private final Machines machines;
  private final SnapshotWork work;
  private final PowerWork power;

  SnapshotResource(Cluster cluster, Rights rights, PowerWork power) {
    this.cluster = cluster;
    this.rights = rights;
    this.machines = new Machines(cluster);
    this.work = new SnapshotWork(cluster);
    this.power = power;
  }

  void register(Routes routes) {
    String snapshots = "/nodes/{node}/qemu/{vmid}/snapshot";
    Route.Rule maySnapshot = rights.all("/vms/{vmid}", "VM.Snapshot");
    routes.inDaemon("GET", snapshots, rights.all("/vms/{vmid}", "VM.Audit"), "", this::list);
    routes.inDaemon(
        "POST",
        snapshots,
        maySnapshot,
        "snapname:configid(,40) description? vmstate?:boolean",
        this::take);
    routes.inDaemon(
        "DELETE", snapshots + "/{snapname}", maySnapshot, "force?:boolean", this::remove);
    routes.onNode(
        "GET",
        snapshots + "/{snapname}/config",
        rights.any("/vms/{vmid}", "VM.Snapshot", "VM.Snapshot.Rollback", "VM.Audit"),
        "",
        this::read);
    routes.inDaemon(
        "PUT", snapshots + "/{snapname}/config", maySnapshot, "description?", this::describe);
    routes.inDaemon(
        "POST",
        snapshots + "/{snapname}/rollback",
        rights.any("/vms/{vmid}", "VM.Snapshot", "VM.Snapshot.Rollback"),
        "start?:boolean",
        this::rollback);
  }

  private Object list(Call call) {
    Machine machine = machines.file(call);
    List<Map<String, Object>> rows = new ArrayList<>();
    machine.config().snapshots().forEach((name, keys) -> rows.add(row(name, keys)));
    Map<String, Object> current = new LinkedHashMap<>();
    current.put("name", "current");
    current.put("description", "You are here!");
    current.put("running", machine.running() ? 1 : 0);
    current.put("digest", machine.config().digest());
    machine.config().get("parent").ifPresent(parent -> current.put("parent", parent));
    rows.add(current);
    return rows;
  }

  private static Map<String, Object> row(String name, Map<String, String> keys) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("snaptime", Long.valueOf(keys.getOrDefault("snaptime", "0")));
    row.put("vmstate", keys.containsKey("vmstate") ? 1 : 0);
    row.put("description", keys.getOrDefault("description", ""));
    for (String key : List.of("parent", "snapstate")) {
      if (keys.containsKey(key)) {
        row.put(key, keys.get(key));
      }
    }
    return row;
  }

  private Object take(Call call) {
    machines.file(call);
    String name = call.required("snapname");
    if (name.equals("current")) {
      throw ApiException.failed("unable to use snapshot name 'current' (reserved name)");
    }
    return machines.fork(
        call,
        "qmsnapshot",
        worker ->
            work.take(
                worker,
                call.vmid(),
                name,
                call.text("description").orElse(""),
                call.flag("vmstate")));
  }

  private Object remove(Call call) {
    return machines.fork(
        call,
        "qmdelsnapshot",
        worker -> work.remove(worker, call.vmid(), call.required("snapname"), call.flag("force")));
  }

  private Map<String, String> known(Call call) {
    String name = call.required("snapname");
    return Optional.ofNullable(machines.file(call).config().snapshots().get(name))
        .orElseThrow(() -> ApiException.failed("snapshot '" + name + "' does not exist"));
  }

  private Object read(Call call) {
    Map<String, Object> answer = new LinkedHashMap<>();
    known(call).forEach((key, value) -> answer.put(key, ConfigResource.shown(key, value)));
    return answer;
  }

  private Object describe(Call call) {
    Map<String, String> keys = new TreeMap<>(known(call));
    call.text("description").ifPresent(text -> keys.put("description", text));
    cluster
        .grid()
        .configure(call.vmid(), (VmConfig c) -> c.withSnapshot(call.required("snapname"), keys));
    return null;
  }

  private Object rollback(Call call) {
    return machines.fork(
        call,
        "qmrollback",
        worker -> {
          boolean ram = work.rollback(worker, call.vmid(), call.required("snapname"));
          if (ram || call.flag("start")) {
            power.start(worker, call.vmid(), false);
          }
        });
  }
}
