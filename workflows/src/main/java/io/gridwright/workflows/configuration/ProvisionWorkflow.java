package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.operation.OperationWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Builds what a new configuration describes, or undoes all of it. */
@WorkflowInterface
public interface ProvisionWorkflow extends OperationWorkflow {
  @WorkflowMethod(name = OperationTypes.PROVISION)
  void provision(OperationId operation);
}
