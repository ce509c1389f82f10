package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.grid.GridSteps;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.UndoableOperation;

/**
 * See {@link DeleteWorkflow}. Its point of no return is its beginning: once the first machine may
 * be gone there is nothing to go back to, so it only goes forward.
 */
public final class DeleteWorkflowImpl implements DeleteWorkflow {
  private final GridSteps grid = new GridSteps();
  private final UndoableOperation frame = new UndoableOperation(grid::removeAll);

  @Override
  public void delete(OperationId operation) {
    frame.carryOutForward(operation, this::removeEverything);
  }

  private void removeEverything(OperationRun run, Phase from) {
    grid.removeAll(run, grid.held(run));
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
