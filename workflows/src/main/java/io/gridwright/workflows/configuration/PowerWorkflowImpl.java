package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.UndoableOperation;
import io.gridwright.workflows.power.PowerSteps;

/** See {@link PowerWorkflow}. Its point of no return is the switching of the last machine. */
public final class PowerWorkflowImpl implements PowerWorkflow {
  private final PowerSteps steps = new PowerSteps();
  private final UndoableOperation frame =
      new UndoableOperation((run, machines) -> steps.restoreAll(run));

  @Override
  public void power(OperationId operation) {
    frame.carryOut(operation, this::switchAll);
  }

  private void switchAll(OperationRun run, Phase from) {
    frame.enter(run, Phase.BUILDING);
    steps.switchAll(run);
    frame.pass(run);
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
