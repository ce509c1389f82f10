package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.operation.OperationWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Starts, stops or restarts components of one configuration, tier by tier. One that ends undone
 * leaves each as it was before.
 */
@WorkflowInterface
public interface PowerWorkflow extends OperationWorkflow {
  @WorkflowMethod(name = OperationTypes.POWER)
  void power(OperationId operation);
}
