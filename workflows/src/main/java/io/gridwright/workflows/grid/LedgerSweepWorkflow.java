package io.gridwright.workflows.grid;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Compares ledger and hypervisor each minute, and ends what failures left. */
@WorkflowInterface
public interface LedgerSweepWorkflow {
  @WorkflowMethod(name = "LedgerSweep")
  LedgerSweepActivities.Sweep sweep();
}
