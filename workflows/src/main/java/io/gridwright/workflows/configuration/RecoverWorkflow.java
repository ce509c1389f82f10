package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.operation.OperationWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Builds elsewhere what stood on a lost node, and nothing else of its configuration (F132); who
 * depended on it learns where it is now (F137). What is left on the node is removed when it is
 * back.
 */
@WorkflowInterface
public interface RecoverWorkflow extends OperationWorkflow {
  @WorkflowMethod(name = OperationTypes.RECOVER)
  void recover(OperationId operation);
}
