package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.operation.OperationWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Removes a configuration: every machine, address and rule of it. */
@WorkflowInterface
public interface DeleteWorkflow extends OperationWorkflow {
  @WorkflowMethod(name = OperationTypes.DELETE)
  void delete(OperationId operation);
}
