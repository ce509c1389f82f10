package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.task.Task;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.HaRegister;
import io.gridwright.emulator.work.PowerWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code …/status/*}: what a machine does now, and what it shall do. */
final class PowerResource {
  private static final long SHUTDOWN_SECONDS = 60;
  private static final Pattern DOWN = Pattern.compile("(?:^|,)down=(\\d+)");
  private static final Duration LOOK = Duration.ofMillis(10);

  private final Cluster cluster;
  private final Machines machines;
  private final VmRows rows;
  private final PowerWork power;
  private final HaRegister ha;
  private final Rights rights;

  PowerResource(Cluster cluster, Rights rights, PowerWork power, HaRegister ha) {
    this.cluster = cluster;
    this.machines = new Machines(cluster);
    this.rows = new VmRows(cluster);
    this.power = power;
    this.ha = ha;
    this.rights = rights;
  }

  void register(Routes routes) {
    String status = "/nodes/{node}/qemu/{vmid}/status";
    Route.Rule mayPower = rights.all("/vms/{vmid}", "VM.PowerMgmt");
    routes.inDaemon(
        "GET", status + "/current", rights.all("/vms/{vmid}", "VM.Audit"), "", this::current);
    routes.onNode("GET", status, Routes.NONE, "", c -> List.of(Map.of("subdir", "current")));
    routes.inDaemon(
        "POST",
        status + "/start",
        mayPower,
        "timeout?:integer(0,) skiplock?:boolean machine? force-cpu? migratedfrom? stateuri?"
            + " targetstorage? migration_network? migration_type?{secure,insecure}",
        this::start);
    routes.inDaemon(
        "POST",
        status + "/stop",
        mayPower,
        "timeout?:integer(0,) skiplock?:boolean keepActive?:boolean overrule-shutdown?:boolean"
            + " migratedfrom?",
        this::stop);
    routes.inDaemon(
        "POST",
        status + "/shutdown",
        mayPower,
        "timeout?:integer(0,) skiplock?:boolean keepActive?:boolean forceStop?:boolean",
        this::shutdown);
    routes.inDaemon("POST", status + "/reboot", mayPower, "timeout?:integer(0,)", this::reboot);
    routes.inDaemon("POST", status + "/reset", mayPower, "skiplock?:boolean", this::reset);
    routes.inDaemon(
        "POST",
        status + "/suspend",
        mayPower,
        "skiplock?:boolean todisk?:boolean statestorage?:storage-id",
        this::suspend);
    routes.inDaemon(
        "POST", status + "/resume", mayPower, "skiplock?:boolean nocheck?:boolean", this::resume);
  }

  private Object current(Call call) {
    Machine machine = machines.file(call);
    cluster.pace().pause(LOOK);
    Map<String, Object> row = rows.current(machine);
    Map<String, Object> managed =
        ha.resource(machine.vmid())
            .<Map<String, Object>>map(r -> Map.of("managed", 1, "state", r.get("state")))
            .orElse(Map.of("managed", 0));
    row.put("ha", managed);
    return row;
  }

  private Object start(Call call) {
    boolean skipLock = Machines.skipLock(call);
    Quorum.require(cluster, call.node());
    if (ha.managed(call.vmid()) && cluster.grid().machine(call.node(), call.vmid()).isPresent()) {
      return machines.fork(
          call, "hastart", worker -> ha.add(call.vmid(), Map.of("state", "started")));
    }
    return machines.fork(call, "qmstart", worker -> power.start(worker, call.vmid(), skipLock));
  }

  private Object stop(Call call) {
    boolean skipLock = Machines.skipLock(call);
    if (ha.managed(call.vmid())) {
      return queueStop(call);
    }
    return machines.fork(
        call,
        "qmstop",
        worker -> {
          if (call.flag("overrule-shutdown")) {
            overruleShutdowns(call)
                .forEach(upid -> worker.say("overruled qmshutdown tasks: " + upid));
          }
          power.stop(worker, call.vmid(), skipLock);
        });
  }

  private Object queueStop(Call call) {
    return machines.fork(call, "hastop", worker -> ha.add(call.vmid(), Map.of("state", "stopped")));
  }

  private List<String> overruleShutdowns(Call call) {
    List<Task> shutdowns =
        cluster.tasks().of(call.node()).stream()
            .filter(Task::running)
            .filter(task -> task.upid().type().equals("qmshutdown"))
            .filter(task -> task.upid().id().equals(call.required("vmid")))
            .toList();
    shutdowns.forEach(cluster.tasks()::stop);
    return shutdowns.stream().map(task -> task.upid().toString()).toList();
  }

  private Object shutdown(Call call) {
    boolean skipLock = Machines.skipLock(call);
    if (ha.managed(call.vmid())) {
      return queueStop(call);
    }
    cluster
        .grid()
        .machine(call.node(), call.vmid())
        .filter(machine -> VmRows.qmpStatus(machine).equals("paused"))
        .ifPresent(
            machine -> {
              throw ApiException.failed("VM is paused - cannot shutdown");
            });
    PowerWork.ShutdownOrder order =
        new PowerWork.ShutdownOrder(timeout(call), call.flag("forceStop"), skipLock);
    return machines.fork(call, "qmshutdown", worker -> power.shutdown(worker, call.vmid(), order));
  }

  private Duration timeout(Call call) {
    long usual =
        cluster
            .grid()
            .machine(call.vmid())
            .map(Machine::config)
            .flatMap(config -> config.get("startup"))
            .map(DOWN::matcher)
            .filter(Matcher::find)
            .map(m -> Long.parseLong(m.group(1)))
            .orElse(SHUTDOWN_SECONDS);
    return call.seconds("timeout", usual);
  }

  private Machine runningOrRefused(Call call) {
    Machine machine = machines.found(call);
    boolean suspended = machine.config().lock().filter("suspended"::equals).isPresent();
    if (!machine.running() && !suspended) {
      throw ApiException.failed("VM " + machine.vmid() + " not running");
    }
    return machine;
  }

  private Object reboot(Call call) {
    Machine machine = runningOrRefused(call);
    Duration timeout = timeout(call);
    return machines.fork(call, "qmreboot", worker -> power.reboot(worker, machine.vmid(), timeout));
  }

  private Object reset(Call call) {
    boolean skipLock = Machines.skipLock(call);
    runningOrRefused(call);
    return machines.fork(call, "qmreset", worker -> power.reset(worker, call.vmid(), skipLock));
  }

  private Object suspend(Call call) {
    Machines.skipLock(call);
    runningOrRefused(call);
    boolean toDisk = call.flag("todisk");
    return machines.fork(
        call,
        toDisk ? "qmsuspend" : "qmpause",
        worker -> power.suspend(worker, call.vmid(), toDisk));
  }

  private Object resume(Call call) {
    Machines.skipLock(call);
    runningOrRefused(call);
    return machines.fork(call, "qmresume", worker -> power.resume(worker, call.vmid()));
  }
}
