package io.gridwright.activities.operation;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.store.grid.Moves;
import io.gridwright.store.grid.Reservations;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.workflows.operation.Begun;
import io.gridwright.workflows.operation.Ending;
import io.gridwright.workflows.operation.OperationActivities;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Undoing;
import io.temporal.activity.Activity;

/** See {@link OperationActivities}: each is one verb of the ledger. */
public final class LedgerOperationActivities implements OperationActivities {
  private final OperationLedger operations;
  private final Reservations reservations;
  private final Moves moves;
  private final Targets targets;
  private final StepBook steps;

  public LedgerOperationActivities(
      OperationLedger operations,
      Reservations reservations,
      Moves moves,
      Targets targets,
      StepBook steps) {
    this.operations = operations;
    this.reservations = reservations;
    this.moves = moves;
    this.targets = targets;
    this.steps = steps;
  }

  @Override
  public Begun begin(OperationId operation, String workflowRun) {
    var begun = operations.begin(operation, workflowRun);
    var info = Activity.getExecutionContext().getInfo();
    operations.runsAs(operation, info.getWorkflowId(), info.getRunId());
    return new Begun(new OperationRun(operation, begun.epoch()), begun.phase(), begun.stopWanted());
  }

  @Override
  public void enter(OperationRun run, Phase phase) {
    operations.advance(run.operation(), run.epoch(), phase);
  }

  @Override
  public boolean passPointOfNoReturn(OperationRun run) {
    return operations.passPointOfNoReturn(run.operation(), run.epoch());
  }

  @Override
  public Undoing undo(OperationRun run, Ending ending) {
    var undoing = operations.undo(run.operation(), run.epoch(), ending.state(), ending.problem());
    if (!undoing.allowed()) {
      return new Undoing(false, false, java.util.List.of());
    }
    return new Undoing(
        true,
        undoing.end() == OperationState.CANCELLED,
        targets.heldBy(operations.required(run.operation())));
  }

  @Override
  public void fail(OperationRun run) {
    // A reservation that was under way while the undo looked is given back here. In a repeat the
    // operation has ended and holds nothing.
    if (!targets.heldBy(operations.required(run.operation())).isEmpty()) {
      reservations.releaseAll(run.operation(), run.epoch());
    }
    if (operations.required(run.operation()).kind() == OperationKind.MOVE
        && !moves.open(run.operation()).isEmpty()) {
      moves.giveBackAll(run.operation(), run.epoch());
    }
    steps.undoneAsAWhole(run);
    operations.fail(run.operation(), run.epoch());
  }

  @Override
  public void succeed(OperationRun run) {
    if (!operations.succeed(run.operation(), run.epoch())) {
      throw new IllegalStateException(
          "operation %s is to succeed, but a wish to stop came first and it is not undone"
              .formatted(run.operation().value()));
    }
  }
}
