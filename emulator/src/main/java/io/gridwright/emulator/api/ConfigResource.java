package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.task.FileLocks;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.ConfigChange;
import io.gridwright.emulator.work.DiskWork;
import io.gridwright.emulator.work.DriveAllocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A machine's configuration: read, changed, pending; its disks grown, unlinked, made a template.
 */
final class ConfigResource {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration WRITE = Duration.ofMillis(60);
  private static final Duration KEPT_MEMORY = Duration.ofSeconds(21);
  private static final Duration STILL_BUSY = Duration.ofSeconds(6);
  private static final String[] ANY_CONFIG = {
    "VM.Config.Disk",
    "VM.Config.CDROM",
    "VM.Config.CPU",
    "VM.Config.Memory",
    "VM.Config.Network",
    "VM.Config.HWType",
    "VM.Config.Options",
    "VM.Config.Cloudinit"
  };

  private final Cluster cluster;
  private final Rights rights;
  private final ConfigRules rules;
  private final Machines machines;
  private final DiskWork disks;

  ConfigResource(Cluster cluster, Rights rights) {
    this.cluster = cluster;
    this.rights = rights;
    this.rules = new ConfigRules(rights);
    this.machines = new Machines(cluster);
    this.disks = new DiskWork(cluster);
  }

  void register(Routes routes) {
    String vm = "/nodes/{node}/qemu/{vmid}";
    String options =
        "delete? revert? digest?:string(,40) force?:boolean skiplock?:boolean"
            + " background_delay?:integer(1,30)";
    routes.onNode(
        "GET",
        vm + "/config",
        rights.all("/vms/{vmid}", "VM.Audit"),
        "current?:boolean snapshot?:configid(,40)",
        this::read);
    routes.withConfigKeys(
        "PUT", vm + "/config", rights.any("/vms/{vmid}", ANY_CONFIG), options, this::put);
    routes.withConfigKeys(
        "POST", vm + "/config", rights.any("/vms/{vmid}", ANY_CONFIG), options, this::post);
    routes.onNode("GET", vm + "/pending", rights.all("/vms/{vmid}", "VM.Audit"), "", this::pending);
    routes.onNode(
        "GET", vm + "/cloudinit", rights.all("/vms/{vmid}", "VM.Audit"), "", this::cloudInit);
    routes.inDaemon(
        "PUT",
        vm + "/cloudinit",
        rights.all("/vms/{vmid}", "VM.Config.Cloudinit"),
        "",
        call -> {
          machines.file(call);
          return null;
        });
    routes.inDaemon(
        "PUT",
        vm + "/resize",
        rights.all("/vms/{vmid}", "VM.Config.Disk"),
        "disk{" + String.join(",", diskNames()) + "} size digest?:string(,40) skiplock?:boolean",
        this::resize);
    routes.inDaemon(
        "POST",
        vm + "/template",
        rights.all("/vms/{vmid}", "VM.Allocate"),
        "disk?",
        this::template);
    routes.inDaemon(
        "PUT",
        vm + "/unlink",
        rights.all("/vms/{vmid}", "VM.Config.Disk"),
        "idlist force?:boolean",
        this::unlink);
  }

  private static List<String> diskNames() {
    List<String> names = new ArrayList<>();
    Map.of("ide", 4, "scsi", 31, "virtio", 16, "sata", 6)
        .forEach(
            (bus, count) -> {
              for (int i = 0; i < count; i++) {
                names.add(bus + i);
              }
            });
    names.add("efidisk0");
    names.add("tpmstate0");
    return names.stream().sorted().toList();
  }

  // ------------------------------------------------------------------ read

  private Object read(Call call) {
    VmConfig config = machines.file(call).config();
    Map<String, String> keys =
        call.text("snapshot")
            .<Map<String, String>>map(name -> snapshot(config, name))
            .orElseGet(() -> call.flag("current") ? config.current() : config.applied().current());
    Map<String, Object> answer = new LinkedHashMap<>();
    keys.forEach((key, value) -> answer.put(key, shown(key, value)));
    answer.put("digest", config.digest());
    return answer;
  }

  private static Map<String, String> snapshot(VmConfig config, String name) {
    return Optional.ofNullable(config.snapshots().get(name))
        .orElseThrow(() -> ApiException.failed("snapshot '" + name + "' does not exist"));
  }

  /** Integers and booleans are numbers, everything else text; a password is never shown. */
  static Object shown(String key, String value) {
    if (key.equals("cipassword")) {
      return "**********";
    }
    return ConfigKeys.ALL.numeric(key) && value.matches("\\d{1,15}") ? Long.valueOf(value) : value;
  }

  private Object pending(Call call) {
    VmConfig config = machines.file(call).config();
    TreeSet<String> keys = new TreeSet<>(config.current().keySet());
    keys.addAll(config.pending().keySet());
    List<Map<String, Object>> rows = new ArrayList<>();
    keys.forEach(key -> rows.add(pendingRow(config, key)));
    rows.add(Map.of("key", "digest", "value", config.digest()));
    return rows;
  }

  private static Map<String, Object> pendingRow(VmConfig config, String key) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("key", key);
    config.get(key).ifPresent(value -> row.put("value", shown(key, value)));
    if (config.pending().containsKey(key)) {
      row.put("pending", shown(key, config.pending().get(key)));
    }
    if (config.pendingDeletes().contains(key)) {
      row.put("delete", 1);
    }
    return row;
  }

  private Object cloudInit(Call call) {
    VmConfig config = machines.file(call).config();
    return config.current().keySet().stream()
        .filter(ConfigKeys::cloudInit)
        .map(key -> pendingRow(config, key))
        .toList();
  }

  // ------------------------------------------------------------------ change

  /** What a PUT or POST asks for, checked as far as can be without the machine. */
  private record Order(
      Map<String, String> keys, List<String> deletes, List<String> reverts, boolean skipLock) {}

  private Order order(Call call) {
    boolean skipLock = Machines.skipLock(call);
    Map<String, String> given = ConfigKeys.ALL.of(call);
    List<String> deletes = new ArrayList<>(call.list("delete"));
    deletes.stream()
        .filter(key -> !ConfigKeys.ALL.knows(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw ApiException.parameter("delete", "unknown option '" + key + "'");
            });
    if (given.isEmpty() && deletes.isEmpty() && call.list("revert").isEmpty()) {
      throw ApiException.failed("no options specified");
    }
    rules.check(call, given);
    Map<String, String> touched = new TreeMap<>();
    deletes.forEach(key -> touched.put(key, ""));
    touched.remove("sshkeys");
    rules.check(call, touched);
    if (given.containsKey("description") && given.get("description").isBlank()) {
      deletes.add("description"); // PVE-D48
    }
    return new Order(ConfigRules.normalised(given), deletes, call.list("revert"), skipLock);
  }

  private Object put(Call call) {
    Order order = order(call);
    Machine machine = machines.file(call);
    refuse(call, order, machine);
    cluster.pace().pause(WRITE);
    try (Held held = lock(machine.vmid())) {
      if (!Quorum.present(cluster, call.node())) {
        throw ApiException.failed(
            Cluster.readOnly(call.node(), machine.vmid(), cluster.tasks().nextPid()));
      }
      change(call, order);
    }
    return null;
  }

  private void refuse(Call call, Order order, Machine machine) {
    if (!order.skipLock()) {
      Machines.refuseLocked(machine);
    }
    if (call.text("digest").filter(d -> !d.equals(machine.config().digest())).isPresent()) {
      throw ApiException.failed("checksum mismatch (file change by other user?)"); // PVE-D20
    }
    checkBalloon(order, machine);
  }

  private static void checkBalloon(Order order, Machine machine) {
    String balloon = order.keys().get("balloon");
    if (balloon != null) {
      Map<String, String> next = new TreeMap<>(machine.config().applied().current());
      next.putAll(order.keys());
      if (Long.parseLong(balloon) > VmConfig.of(next).memoryMib()) {
        throw ApiException.failed("balloon value too large (must be smaller than assigned memory)");
      }
    }
  }

  private Held lock(int vmid) {
    return cluster
        .locks()
        .acquire(vmid, false, cluster.pace().wait(LOCK_WAIT))
        .orElseThrow(() -> ApiException.failed(FileLocks.timeoutText(vmid)));
  }

  private void change(Call call, Order order) {
    Machine seen = machines.file(call);
    ConfigChange draft = draft(seen, order);
    boolean silent = draft.replugsInterface() && !reacts(seen);
    if (silent) {
      cluster.pace().pause(STILL_BUSY); // PVE-D1
    }
    if (draft.unplugsMemory()) {
      cluster.pace().pause(KEPT_MEMORY);
    }
    Optional<ConfigChange.HotplugProblem> problem;
    synchronized (cluster.grid().monitor()) {
      Machine machine = machines.file(call);
      refuse(call, order, machine);
      ConfigChange change = draft(machine, order);
      change.allocate(new DriveAllocation(cluster, machine.node(), machine.vmid()));
      problem = change.apply(silent);
      cluster.grid().configure(machine.vmid(), before -> change.config());
    }
    problem.ifPresent(
        p -> {
          throw ApiException.parameter(p.key(), p.reason());
        });
  }

  /** A guest that has not booted, or stands still, doesn't let go of a device. */
  private boolean reacts(Machine machine) {
    return cluster.grid().guests().agentAnswers(machine.vmid())
        && VmRows.qmpStatus(machine).equals("running");
  }

  private ConfigChange draft(Machine machine, Order order) {
    return new ConfigChange(
        cluster, machine, order.keys(), order.deletes(), order.reverts(), ConfigKeys::live);
  }

  private Object post(Call call) {
    Order order = order(call);
    refuse(call, order, machines.file(call));
    return machines.fork(
        call,
        "qmconfig",
        worker -> {
          worker.work(WRITE);
          try (Held held = worker.hold(cluster.locks(), call.vmid(), false, LOCK_WAIT)) {
            cluster.checkWritable(worker, call.vmid());
            change(call, order);
          } catch (ApiException e) {
            throw new TaskFailedException(e.getMessage());
          }
        });
  }

  // ------------------------------------------------------------------ disks

  private Object resize(Call call) {
    if (!call.required("size").matches("\\+?\\d+(\\.\\d+)?[KMGT]?")) {
      throw ApiException.parameter("size", "value does not match the regex pattern");
    }
    boolean skipLock = Machines.skipLock(call);
    DiskWork.Resize order =
        new DiskWork.Resize(
            call.vmid(),
            call.required("disk"),
            call.required("size"),
            call.text("digest"),
            skipLock);
    return machines.fork(call, "resize", worker -> disks.resize(worker, order));
  }

  private Object template(Call call) {
    Machine machine = machines.file(call);
    Machines.refuseLocked(machine);
    if (machine.config().template()) {
      throw ApiException.failed("you can't convert a template to a template");
    }
    if (!machine.config().snapshots().isEmpty()) {
      throw ApiException.failed("unable to create template, because VM contains snapshots");
    }
    if (machine.running()) {
      throw ApiException.failed("you can't convert a VM to template if VM is running");
    }
    return machines.fork(call, "qmtemplate", worker -> disks.makeTemplate(worker, call.vmid()));
  }

  private Object unlink(Call call) {
    Machine machine = machines.file(call);
    Machines.refuseLocked(machine); // PVE-D24
    try (Held held = lock(machine.vmid())) {
      change(call, new Order(Map.of(), call.list("idlist"), List.of(), false));
    }
    return null;
  }
}
