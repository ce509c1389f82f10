package io.gridwright.workflows.testing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger's promises without its database: one row decides between a wish to stop and the point
 * of no return, an older epoch is refused, everything may be asked twice. The activities of {@link
 * FakeOperations}, {@link FakeReservations} and {@link FakeQueue} read and write it.
 */
public final class FakeLedger {
  public static final ConfigurationId CONFIGURATION = new ConfigurationId("configuration-1");
  private static final AccountId ACCOUNT = new AccountId("account-1");

  private final Map<OperationId, Row> operations = new LinkedHashMap<>();
  private final Map<Vmid, Held> machines = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();
  private int nextVmid = 10_001;

  /** An operation's row. */
  static final class Row {
    final OperationId id;
    final OperationKind kind;
    final int number;
    final Machines wanted;
    OperationState state = OperationState.QUEUED;
    Phase phase = Phase.ACCEPTED;
    int epoch;
    String runId = "";
    boolean stopWanted;
    boolean pastNoReturn;
    Optional<OperationState> undoingTo = Optional.empty();
    Optional<Problem> error = Optional.empty();

    Row(OperationId id, OperationKind kind, int number, Machines wanted) {
      this.id = id;
      this.kind = kind;
      this.number = number;
      this.wanted = wanted;
    }
  }

  /** What a machine is in the ledger. */
  public enum MachineState {
    HELD,
    COMMITTED,
    ABANDONED
  }

  private record Held(Target machine, OperationId operation, MachineState state) {
    Held as(MachineState other) {
      return new Held(machine, operation, other);
    }
  }

  /** Accepts an operation. */
  public synchronized OperationId accepts(OperationKind kind, Machines wanted) {
    int number = operations.size() + 1;
    var id = new OperationId("operation-" + number);
    operations.put(id, new Row(id, kind, number, wanted));
    return id;
  }

  /** The customer, or something more urgent, wants it to stop. */
  public synchronized void wantsToStop(OperationId operation) {
    row(operation).stopWanted = true;
  }

  /** An earlier run came so far and was lost. */
  public synchronized void cameTo(OperationId operation, Phase phase) {
    var row = row(operation);
    row.state = OperationState.RUNNING;
    row.phase = phase;
    row.epoch = 1;
    row.runId = "lost-run";
    row.pastNoReturn = phase == Phase.COMMITTED;
    if (phase == Phase.UNDOING) {
      row.undoingTo = Optional.of(OperationState.FAILED);
    }
    if (phase == Phase.ENDED) {
      row.state = OperationState.SUCCEEDED;
    }
  }

  /** Someone else opened a newer run of it. */
  public synchronized void opensNewerRun(OperationId operation) {
    var row = row(operation);
    row.epoch++;
    row.runId = "newer-run";
  }

  /** A machine that an earlier operation built. */
  public synchronized void stands(Target machine) {
    machines.put(
        machine.vmid(), new Held(machine, new OperationId("earlier"), MachineState.COMMITTED));
  }

  /** Whether an earlier operation built it. */
  synchronized boolean stood(Target machine) {
    var held = machines.get(machine.vmid());
    return held != null && held.operation().value().equals("earlier");
  }

  /** An operation that holds what an earlier run reserved. */
  public synchronized List<Target> reserves(OperationId operation, List<NodeName> nodes) {
    var row = row(operation);
    var held = current(operation);
    if (!held.isEmpty()) {
      return held;
    }
    for (int i = 0; i < nodes.size(); i++) {
      var wanted = row.wanted.components().get(i);
      var vmid = new Vmid(nextVmid++);
      var target =
          new Target(
              new MachineId("machine-" + vmid.value()),
              wanted.component(),
              wanted.kind(),
              nodes.get(i),
              vmid);
      machines.put(vmid, new Held(target, operation, MachineState.HELD));
    }
    return current(operation);
  }

  /** Whether an order may end as if it was never placed. */
  public synchronized boolean holdsNothing() {
    return machines.isEmpty();
  }

  /** Components by what the ledger has of them, {@code web-1 COMMITTED}. */
  public synchronized List<String> holdings() {
    return machines.values().stream()
        .map(held -> held.machine().component() + " " + held.state())
        .sorted()
        .toList();
  }

  public synchronized OperationState state(OperationId operation) {
    return row(operation).state;
  }

  public synchronized Phase phase(OperationId operation) {
    return row(operation).phase;
  }

  public synchronized int epoch(OperationId operation) {
    return row(operation).epoch;
  }

  public synchronized Optional<Problem> problem(OperationId operation) {
    return row(operation).error;
  }

  /** What workflows did that they must never do. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized int number(OperationId operation) {
    return row(operation).number;
  }

  synchronized void complain(String violation) {
    violations.add(violation);
  }

  synchronized Row row(OperationId operation) {
    return Optional.ofNullable(operations.get(operation)).orElseThrow();
  }

  synchronized AccountId account() {
    return ACCOUNT;
  }

  /** Only the newest run of what has not ended may write. */
  synchronized Row current(OperationRun run) {
    var row = row(run.operation());
    if (row.state != OperationState.RUNNING || row.epoch != run.epoch().value()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "epoch " + run.epoch().value() + " is not the newest", FailureTypes.STALE_EPOCH);
    }
    return row;
  }

  synchronized OperationRun run(OperationId operation) {
    return new OperationRun(operation, new Epoch(row(operation).epoch));
  }

  /** The one that has begun, else the most urgent. */
  synchronized Optional<Row> next() {
    return operations.values().stream()
        .filter(row -> !row.state.ended())
        .min(
            Comparator.comparing((Row row) -> row.state != OperationState.RUNNING)
                .thenComparing(row -> row.kind.rank())
                .thenComparing(row -> row.number));
  }

  synchronized List<Target> current(OperationId operation) {
    return machines.values().stream()
        .filter(held -> held.operation().equals(operation))
        .filter(held -> held.state() != MachineState.ABANDONED)
        .map(Held::machine)
        .toList();
  }

  synchronized List<Target> ofConfiguration() {
    return machines.values().stream()
        .filter(held -> held.state() != MachineState.ABANDONED)
        .map(Held::machine)
        .toList();
  }

  synchronized boolean holds(Target machine) {
    return machines.containsKey(machine.vmid());
  }

  synchronized void commits(OperationId operation) {
    machines.replaceAll(
        (vmid, held) ->
            held.operation().equals(operation) && held.state() == MachineState.HELD
                ? held.as(MachineState.COMMITTED)
                : held);
  }

  synchronized void givesBack(Target machine) {
    machines.remove(machine.vmid());
  }

  synchronized void abandons(Target machine) {
    machines.computeIfPresent(machine.vmid(), (vmid, held) -> held.as(MachineState.ABANDONED));
  }
}
