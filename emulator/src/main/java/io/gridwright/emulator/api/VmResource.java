package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.storage.StorageDefinition;
import io.gridwright.emulator.task.FileLocks;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.work.BackupWork;
import io.gridwright.emulator.work.CloneWork;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.CreateWork;
import io.gridwright.emulator.work.DestroyWork;
import io.gridwright.emulator.work.HaRegister;
import io.gridwright.emulator.work.PowerWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Machines of a node: list, create, restore, clone, delete. */
final class VmResource {
  private static final Duration CREATE_LOCK_WAIT = Duration.ofSeconds(5);
  private static final String CREATE_OPTIONS =
      "archive?:string(,255) bwlimit?:integer(0,) force?:boolean ha-managed?:boolean"
          + " live-restore?:boolean pool?:poolid start?:boolean storage?:storage-id unique?:boolean"
          + " vmid:vmid import-working-storage?";

  private final Cluster cluster;
  private final Rights rights;
  private final Machines machines;
  private final VmRows rows;
  private final CreateWork create;
  private final CloneWork clone;
  private final DestroyWork destroy;
  private final BackupWork backup;
  private final HaRegister ha;

  VmResource(Cluster cluster, Rights rights, PowerWork power, BackupWork backup, HaRegister ha) {
    this.cluster = cluster;
    this.rights = rights;
    this.machines = new Machines(cluster);
    this.rows = new VmRows(cluster);
    this.create = new CreateWork(cluster, power);
    this.clone = new CloneWork(cluster);
    this.destroy = new DestroyWork(cluster);
    this.backup = backup;
    this.ha = ha;
  }

  void register(Routes routes) {
    String vm = "/nodes/{node}/qemu/{vmid}";
    routes.inDaemon("GET", "/nodes/{node}/qemu", Routes.NONE, "full?:boolean", this::list);
    routes.withConfigKeys("POST", "/nodes/{node}/qemu", Routes.NONE, CREATE_OPTIONS, this::create);
    routes.onNode("GET", vm, Routes.NONE, "", c -> subdirectories());
    routes.inDaemon(
        "DELETE",
        vm,
        rights.all("/vms/{vmid}", "VM.Allocate"),
        "purge?:boolean destroy-unreferenced-disks?:boolean skiplock?:boolean",
        this::delete);
    routes.inDaemon(
        "POST",
        vm + "/clone",
        this::mayClone,
        "newid:vmid name?:dns-name description? pool?:poolid snapname?:configid(,40) full?:boolean"
            + " storage?:storage-id format?{raw,qcow2,vmdk} target?:node bwlimit?:integer(0,)",
        this::clone);
  }

  /** PVE-D37: nobody looks whether the machine exists. */
  private static Object subdirectories() {
    return List.of("config", "status", "snapshot", "agent", "firewall", "pending", "clone").stream()
        .map(name -> Map.of("subdir", name))
        .toList();
  }

  private Object list(Call call) {
    return cluster.grid().allMachines().stream()
        .filter(machine -> machine.node().equals(call.node()))
        .filter(m -> rights.hasAny(call.caller(), "/vms/" + m.vmid(), "VM.Audit"))
        .map(rows::status)
        .toList();
  }

  // ------------------------------------------------------------------ create and restore

  private Object create(Call call) {
    int vmid = call.vmid();
    mayAllocate(call, vmid);
    Map<String, String> keys = ConfigKeys.ALL.of(call);
    new ConfigRules(rights).check(call, keys);
    Quorum.require(cluster, call.node());
    if (call.has("archive")) {
      return restore(call, keys);
    }
    keys.forEach((key, value) -> checkStorageOf(call, key, value));
    claim(call, vmid);
    Map<String, String> normal = ConfigRules.normalised(keys);
    CreateWork.Order order =
        new CreateWork.Order(
            vmid, normal, call.text("pool"), call.flag("start"), call.caller().fullName());
    return machines.fork(
        call,
        "qmcreate",
        worker -> {
          create.run(worker, order);
          if (call.flag("ha-managed")) {
            ha.add(vmid, Map.of("state", call.flag("start") ? "started" : "stopped"));
          }
        });
  }

  /** While a clone to the id runs, its file lock is waited for (PVE-D52). */
  private void claim(Call call, int vmid) {
    Optional<Held> held =
        cluster.locks().acquire(vmid, false, cluster.pace().wait(CREATE_LOCK_WAIT));
    if (held.isEmpty()) {
      throw ApiException.failed(
          "unable to create VM " + vmid + " - " + FileLocks.timeoutText(vmid));
    }
    try (Held lock = held.get()) {
      create.claim(vmid, call.node());
    }
  }

  private Object restore(Call call, Map<String, String> keys) {
    for (String key : keys.keySet()) {
      if (VmConfig.isDrive(key)) {
        throw ApiException.parameter(key, "option conflicts with option 'archive'");
      }
    }
    Map<String, String> overrides = new TreeMap<>(ConfigRules.normalised(keys));
    BackupWork.Restore order =
        new BackupWork.Restore(
            call.vmid(),
            call.required("archive"),
            call.text("storage"),
            call.flag("unique"),
            call.flag("force"),
            call.text("pool"),
            overrides);
    return machines.fork(call, "qmrestore", worker -> backup.restore(worker, order));
  }

  /** PVE-D18: the right on the new id, or on its pool, is asked for without naming it. */
  private void mayAllocate(Call call, int newId) {
    boolean onId = rights.hasAny(call.caller(), "/vms/" + newId, "VM.Allocate");
    boolean onPool =
        call.text("pool")
            .filter(pool -> rights.hasAny(call.caller(), "/pool/" + pool, "VM.Allocate"))
            .isPresent();
    if (!onId && !onPool) {
      throw ApiException.denied("");
    }
    call.text("pool").ifPresent(this::requirePool);
  }

  private void requirePool(String pool) {
    if (!cluster.access().pools().containsKey(pool)) {
      throw ApiException.denied("pool '" + pool + "' does not exist");
    }
  }

  private void checkStorageOf(Call call, String key, String value) {
    if (!VmConfig.isDrive(key)) {
      return;
    }
    String volid = PropertyString.parse(value).unnamed().orElse("none");
    if (volid.contains(":")) {
      StorageDefinition storage = storage(volid.substring(0, volid.indexOf(':')));
      rights.requireAll(call.caller(), "/storage/" + storage.id(), "Datastore.AllocateSpace");
    }
  }

  private StorageDefinition storage(String id) {
    StorageDefinition storage =
        cluster
            .grid()
            .storages()
            .definition(id)
            .orElseThrow(() -> ApiException.failed("storage '" + id + "' does not exist"));
    if (!storage.content().contains("images")) {
      throw ApiException.parameter("storage", "storage '" + id + "' does not support vm images");
    }
    return storage;
  }

  // ------------------------------------------------------------------ clone

  private void mayClone(Call call) {
    rights.requireAll(call.caller(), "/vms/" + call.required("vmid"), "VM.Clone");
    String newId = call.text("newid").orElse("");
    boolean onId = rights.hasAny(call.caller(), "/vms/" + newId, "VM.Allocate");
    boolean onPool =
        call.text("pool")
            .filter(pool -> rights.hasAny(call.caller(), "/pool/" + pool, "VM.Allocate"))
            .isPresent();
    if (!onId && !onPool) {
      throw ApiException.denied("");
    }
  }

  private Object clone(Call call) {
    Machine source = machines.found(call);
    Quorum.require(cluster, call.node());
    call.text("pool").ifPresent(this::requirePool);
    Machines.refuseLocked(source);
    int newId = Integer.parseInt(call.required("newid"));
    boolean full = call.choice("full").orElse(!source.config().template());
    checkSource(call, source, full);
    checkTarget(call, source);
    cluster
        .grid()
        .machine(newId)
        .filter(taken -> taken.node().equals(call.node()))
        .ifPresent(
            taken -> {
              throw ApiException.failed(CloneWork.collision(call.node(), taken));
            });
    CloneWork.Order order =
        new CloneWork.Order(
            source.vmid(),
            newId,
            call.text("name"),
            call.text("description"),
            call.text("pool"),
            call.text("storage"),
            call.text("target"),
            call.text("snapname"),
            full);
    return machines.fork(call, "qmclone", worker -> clone.run(worker, order));
  }

  private void checkSource(Call call, Machine source, boolean full) {
    call.text("snapname")
        .filter(name -> !source.config().snapshots().containsKey(name))
        .ifPresent(
            name -> {
              throw ApiException.failed("snapshot '" + name + "' does not exist");
            });
    if (full) {
      call.text("storage").ifPresent(this::storage);
      return;
    }
    for (String option : List.of("storage", "format")) {
      if (call.has(option)) {
        throw ApiException.parameter(
            option, "parameter '" + option + "' not allowed for linked clones");
      }
    }
    if (!source.config().template()) {
      Optional<Map.Entry<String, String>> disk =
          source.config().drives().entrySet().stream()
              .filter(e -> !e.getValue().contains("media=cdrom"))
              .findFirst();
      disk.ifPresent(e -> refuseLinked(e.getKey(), e.getValue()));
    }
  }

  private static void refuseLinked(String key, String drive) {
    String volid = PropertyString.parse(drive).unnamed().orElse("");
    throw ApiException.failed(
        "Linked clone feature is not supported for '" + volid + "' (" + key + ")");
  }

  private void checkTarget(Call call, Machine source) {
    Optional<String> target = call.text("target").filter(t -> !t.equals(call.node()));
    if (target.isEmpty()) {
      return;
    }
    if (cluster.grid().node(target.get()).isEmpty()) {
      throw ApiException.failed("no such cluster node '" + target.get() + "'");
    }
    if (source.config().drives().values().stream().anyMatch(drive -> !shared(drive))) {
      throw ApiException.failed(
          "can't clone VM to node '" + target.get() + "' (VM uses local storage)");
    }
    call.text("storage")
        .filter(id -> !storage(id).shared())
        .ifPresent(
            id -> {
              throw ApiException.failed("can't clone to non-shared storage '" + id + "'");
            });
  }

  private boolean shared(String drive) {
    String volid = PropertyString.parse(drive).unnamed().orElse("none");
    int colon = volid.indexOf(':');
    return colon < 0
        || cluster
            .grid()
            .storages()
            .definition(volid.substring(0, colon))
            .filter(StorageDefinition::shared)
            .isPresent();
  }

  // ------------------------------------------------------------------ delete

  private Object delete(Call call) {
    boolean skipLock = Machines.skipLock(call);
    Machine machine = machines.file(call);
    int vmid = machine.vmid();
    if (machine.config().is("protection")) {
      throw ApiException.failed("can't remove VM " + vmid + " - protection mode enabled");
    }
    if (ha.managed(vmid) && !call.flag("purge")) {
      throw ApiException.failed(
          "unable to remove VM " + vmid + " - used in HA resources and purge parameter not set.");
    }
    if (machine.running()) {
      throw ApiException.failed("VM " + vmid + " is running - destroy failed");
    }
    return machines.fork(
        call,
        "qmdestroy",
        worker -> {
          destroy.run(worker, vmid, skipLock);
          ha.remove(vmid);
        });
  }
}
