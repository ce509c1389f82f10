package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.grid.MoveActivities.Relocation;
import io.gridwright.workflows.grid.MoveSteps;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.UndoableOperation;
import java.util.List;

/** See {@link MoveWorkflow}. Its point of no return is the arrival of the last machine. */
public final class MoveWorkflowImpl implements MoveWorkflow {
  private final MoveSteps steps = new MoveSteps();
  private final UndoableOperation frame =
      new UndoableOperation((run, machines) -> steps.settleAll(run));

  @Override
  public void move(OperationId operation) {
    frame.carryOut(operation, this::moveAll);
  }

  private void moveAll(OperationRun run, Phase from) {
    var moves = from.compareTo(Phase.BUILDING) < 0 ? hold(run) : steps.open(run);
    frame.enter(run, Phase.BUILDING);
    moves.forEach(move -> steps.move(run, move));
    frame.pass(run);
  }

  private List<Relocation> hold(OperationRun run) {
    frame.enter(run, Phase.PLACING);
    return steps.hold(run);
  }

  @Override
  public void interrupt() {
    frame.interrupt();
  }

  @Override
  public String progress() {
    return frame.progress();
  }
}
