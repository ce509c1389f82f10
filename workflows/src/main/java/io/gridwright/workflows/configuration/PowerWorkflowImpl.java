package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.operation.OperationActivities;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.UndoableOperation;
import io.gridwright.workflows.power.PowerSteps;
import io.temporal.workflow.Workflow;

/** See {@link PowerWorkflow}. Its point of no return is the switching of the last machine. */
public final class PowerWorkflowImpl implements PowerWorkflow {
  private final PowerSteps steps = new PowerSteps();
  private final OperationActivities operations =
      Workflow.newActivityStub(OperationActivities.class, ActivityProfiles.LEDGER.options());
  private final UndoableOperation frame =
      new UndoableOperation((run, machines) -> steps.restoreAll(run));

  @Override
  public void power(OperationId operation) {
    frame.carryOut(operation, this::switchAll);
  }

  private void switchAll(OperationRun run, Phase from) {
    frame.enter(run, Phase.BUILDING);
    steps.switchAll(run);
    if (!operations.passPointOfNoReturn(run)) {
      UndoableOperation.refuse(Problem.of("conflict", "Stopped before it was done."));
    }
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
