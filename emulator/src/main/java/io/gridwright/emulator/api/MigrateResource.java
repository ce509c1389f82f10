package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.storage.StorageDefinition;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.HaRegister;
import io.gridwright.emulator.work.MigrateWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Migration: where a machine could go, and going there. */
final class MigrateResource {
  private final Cluster cluster;
  private final Rights rights;
  private final Machines machines;
  private final MigrateWork work;
  private final HaRegister ha;

  MigrateResource(Cluster cluster, Rights rights, HaRegister ha) {
    this.cluster = cluster;
    this.rights = rights;
    this.machines = new Machines(cluster);
    this.work = new MigrateWork(cluster);
    this.ha = ha;
  }

  void register(Routes routes) {
    String migrate = "/nodes/{node}/qemu/{vmid}/migrate";
    Route.Rule mayMigrate = rights.all("/vms/{vmid}", "VM.Migrate");
    routes.inDaemon("GET", migrate, mayMigrate, "target?:node", this::preconditions);
    routes.inDaemon(
        "POST",
        migrate,
        mayMigrate,
        "target:node online?:boolean with-local-disks?:boolean targetstorage? bwlimit?:integer(0,)"
            + " with-conntrack-state?:boolean force?:boolean migration_type?{secure,insecure}"
            + " migration_network?",
        this::migrate);
  }

  /**
   * PVE-D5: {@code not_allowed_nodes} has an entry for every other node, an empty one for a node
   * that is allowed; offline nodes are allowed too.
   */
  private Object preconditions(Call call) {
    Quorum.require(cluster, call.node());
    Machine machine = machines.file(call);
    Machines.refuseLocked(machine);
    List<String> allowed = new ArrayList<>();
    Map<String, Object> notAllowed = new LinkedHashMap<>();
    for (Node node : cluster.grid().allNodes()) {
      if (!node.name().equals(call.node())) {
        allowed.add(node.name());
        notAllowed.put(node.name(), Map.of());
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("running", machine.running() ? 1 : 0);
    answer.put("allowed_nodes", allowed);
    answer.put("not_allowed_nodes", notAllowed);
    answer.put("local_disks", localDisks(machine));
    answer.put("local_resources", List.of());
    answer.put("mapped-resources", List.of());
    answer.put("mapped-resource-info", Map.of());
    answer.put("has-dbus-vmstate", 1);
    return answer;
  }

  private List<Map<String, Object>> localDisks(Machine machine) {
    List<Map<String, Object>> rows = new ArrayList<>();
    machine
        .config()
        .drives()
        .forEach(
            (key, drive) -> {
              String volid = PropertyString.parse(drive).unnamed().orElse("none");
              boolean shared =
                  !volid.contains(":")
                      || cluster
                          .grid()
                          .storages()
                          .definition(volid.substring(0, volid.indexOf(':')))
                          .filter(StorageDefinition::shared)
                          .isPresent();
              if (!shared) {
                long size =
                    cluster
                        .grid()
                        .storages()
                        .find(volid, machine.node())
                        .map(Volume::size)
                        .orElse(0L);
                rows.add(
                    Map.of(
                        "volid", volid,
                        "size", size,
                        "cdrom", drive.contains("media=cdrom") ? 1 : 0,
                        "drivename", key,
                        "is_unused", 0));
              }
            });
    return rows;
  }

  private Object migrate(Call call) {
    Quorum.require(cluster, call.node());
    String target = call.required("target");
    if (target.equals(call.node())) {
      throw ApiException.parameter("target", "target is local node.");
    }
    for (String key : List.of("force", "migration_type", "migration_network")) {
      if (call.has(key) && !call.caller().root()) {
        throw ApiException.parameter(key, "Only root may use this option.");
      }
    }
    if (cluster.grid().node(target).isEmpty()) {
      throw ApiException.failed("no such cluster node '" + target + "'");
    }
    Machine machine = machines.file(call);
    Machines.refuseLocked(machine);
    if (machine.running() && !call.flag("online")) {
      throw ApiException.failed("can't migrate running VM without --online");
    }
    if (ha.managed(call.vmid())) {
      return machines.fork(
          call, "hamigrate", worker -> ha.add(call.vmid(), Map.of("migrate-to", target)));
    }
    return machines.fork(
        call,
        "qmigrate",
        worker -> work.run(worker, call.vmid(), target, call.flag("with-local-disks")));
  }
}
