package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.operation.OperationWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings a configuration from the document that stands to the one that was accepted (F116). */
@WorkflowInterface
public interface ReconfigureWorkflow extends OperationWorkflow {
  @WorkflowMethod(name = OperationTypes.RECONFIGURE)
  void reconfigure(OperationId operation);
}
