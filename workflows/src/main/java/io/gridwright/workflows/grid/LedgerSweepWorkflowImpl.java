package io.gridwright.workflows.grid;

import io.gridwright.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;

/** See {@link LedgerSweepWorkflow}. */
public final class LedgerSweepWorkflowImpl implements LedgerSweepWorkflow {
  private final LedgerSweepActivities ledger =
      Workflow.newActivityStub(LedgerSweepActivities.class, ActivityProfiles.SWEEP.options());

  @Override
  public LedgerSweepActivities.Sweep sweep() {
    return ledger.sweep();
  }
}
