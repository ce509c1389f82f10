package io.gridwright.workflows.grid;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Carries planned moves out, one after the other, in their order; each is executable when those
 * before it are done. Stops at the first that the ledger does not match any more: the rest was
 * planned on what is not there.
 */
@WorkflowInterface
public interface RebalanceWorkflow extends GridWorkWorkflow {
  @WorkflowMethod(name = GridWorkWorkflow.Types.REBALANCE)
  void rebalance(Task task);
}
