package io.gridwright.workflows.testing;

import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.operation.Begun;
import io.gridwright.workflows.operation.Ending;
import io.gridwright.workflows.operation.OperationActivities;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Undoing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The life of operations in {@link FakeLedger}. */
final class FakeOperations implements OperationActivities {
  private final FakeLedger ledger;
  private final Script script;

  FakeOperations(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  @Override
  public Begun begin(OperationId operation, String workflowRun) {
    return play("begin", () -> begun(operation, workflowRun));
  }

  private Begun begun(OperationId operation, String workflowRun) {
    var row = ledger.row(operation);
    if (!row.state.ended() && !row.runId.equals(workflowRun)) {
      row.epoch++;
      row.runId = workflowRun;
      row.state = OperationState.RUNNING;
    }
    return new Begun(
        new OperationRun(operation, new Epoch(row.epoch)),
        row.phase,
        row.stopWanted && !row.pastNoReturn);
  }

  @Override
  public void enter(OperationRun run, Phase phase) {
    with(run, "enter " + phase, row -> row.phase = phase);
  }

  @Override
  public boolean passPointOfNoReturn(OperationRun run) {
    return with(
        run,
        "pass",
        row -> {
          row.pastNoReturn |= !row.stopWanted && row.phase != Phase.UNDOING;
          return row.pastNoReturn;
        });
  }

  @Override
  public Undoing undo(OperationRun run, Ending ending) {
    return with(
        run,
        "undo",
        row -> {
          if (row.pastNoReturn) {
            return new Undoing(false, false, List.of());
          }
          if (row.undoingTo.isEmpty()) {
            row.undoingTo = Optional.of(row.stopWanted ? OperationState.CANCELLED : ending.state());
            row.error = ending.problem();
          }
          row.phase = Phase.UNDOING;
          return new Undoing(
              true,
              row.undoingTo.get() == OperationState.CANCELLED,
              ledger.current(run.operation()));
        });
  }

  @Override
  public void fail(OperationRun run) {
    with(
        run,
        "fail",
        row -> {
          ledger.current(run.operation()).forEach(left -> ledger.complain(left + " was left"));
          return end(row, row.undoingTo.orElseThrow());
        });
  }

  @Override
  public void succeed(OperationRun run) {
    with(
        run,
        "succeed",
        row -> {
          row.pastNoReturn = true;
          return end(row, OperationState.SUCCEEDED);
        });
  }

  private static OperationState end(FakeLedger.Row row, OperationState state) {
    row.state = state;
    row.phase = Phase.ENDED;
    return state;
  }

  private <T> T with(OperationRun run, String step, Function<FakeLedger.Row, T> effect) {
    return play(step, () -> effect.apply(ledger.current(run)));
  }

  private <T> T play(String step, java.util.function.Supplier<T> effect) {
    return script.play(
        step,
        () -> {
          synchronized (ledger) {
            return effect.get();
          }
        });
  }
}
