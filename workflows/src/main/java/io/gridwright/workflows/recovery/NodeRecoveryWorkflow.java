package io.gridwright.workflows.recovery;

import io.gridwright.workflows.grid.GridWorkWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * From the loss of a node until it is back: what may be built elsewhere is, configuration by
 * configuration (F132, F136); what needs proof waits for it; what has data is started where it
 * stands when the node is back and swept. The ledger's row of the work is the truth.
 */
@WorkflowInterface
public interface NodeRecoveryWorkflow extends GridWorkWorkflow {
  @WorkflowMethod(name = GridWorkWorkflow.Types.RECOVERY)
  void recover(Task task);
}
