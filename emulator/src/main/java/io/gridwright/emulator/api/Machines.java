package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.Upid;
import io.gridwright.emulator.task.Worker;
import io.gridwright.emulator.work.Cluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the resources of machines have in common: finding one, its lock, forking a worker. */
final class Machines {
  /** How long the clean-up after a machine's process may take (PVE-D46). */
  private static final Duration CLEAN_UP = Duration.ofSeconds(30);

  private final Cluster cluster;

  Machines(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The machine, or 500 that its configuration file does not exist. */
  Machine file(Call call) {
    return cluster
        .grid()
        .machine(call.node(), call.vmid())
        .orElseThrow(() -> ApiException.failed(Cluster.missingFile(call.node(), call.vmid())));
  }

  /** The machine, or 500 in the words of the other calls. */
  Machine found(Call call) {
    return cluster
        .grid()
        .machine(call.node(), call.vmid())
        .orElseThrow(() -> ApiException.failed(Cluster.unableToFind(call.node(), call.vmid())));
  }

  /** Refuses while the configuration is locked. */
  static void refuseLocked(Machine machine) {
    machine
        .config()
        .lock()
        .ifPresent(
            lock -> {
              throw ApiException.failed("VM is locked (" + lock + ")");
            });
  }

  /** Only root@pam with a ticket may skip a lock. */
  static boolean skipLock(Call call) {
    if (call.flag("skiplock") && !call.caller().root()) {
      throw ApiException.parameter("skiplock", "Only root may use this option.");
    }
    return call.flag("skiplock");
  }

  /** Forks a worker on the call's node; answers its UPID. */
  String fork(Call call, String type, String id, Consumer<Worker> code) {
    Upid upid =
        cluster.fork(call.node(), type, id, call.caller().fullName(), call.sabotage(), code);
    return upid.toString();
  }

  /** The same for the call's machine. */
  String fork(Call call, String type, Consumer<Worker> code) {
    Consumer<Worker> work =
        call.sabotage()
            .filter(ordered -> ordered.kind() == Sabotage.Kind.LINGER)
            .map(ordered -> code.andThen(worker -> linger(worker, call.vmid(), ordered.delay())))
            .orElse(code);
    return fork(call, type, call.required("vmid"), work);
  }

  /** Takes the machine's file lock before the task ends, and gives it back later. */
  private void linger(Worker worker, int vmid, Duration ordered) {
    Held lock = worker.hold(cluster.locks(), vmid, false, CLEAN_UP);
    Duration span = ordered.isZero() ? cluster.pace().wait(CLEAN_UP) : ordered;
    CompletableFuture.delayedExecutor(span.toMillis(), TimeUnit.MILLISECONDS).execute(lock::close);
  }
}
