package io.gridwright.workflows.traffic;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.operation.OperationWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Brings what is paused or played to the balancer. It runs beside its configuration's queue: what
 * was said is a fact of the ledger already, and whoever writes the balancer's file next writes it
 * too. So there is nothing to undo; one that fails says that the fact stays.
 */
@WorkflowInterface
public interface TrafficRuleWorkflow extends OperationWorkflow {
  String TYPE = "TrafficRule";

  @WorkflowMethod(name = TYPE)
  void apply(OperationId operation);
}
