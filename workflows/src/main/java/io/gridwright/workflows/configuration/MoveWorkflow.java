package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.operation.OperationWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Moves machines of one configuration to other nodes, one after the other, while they run. Nothing
 * of them changes but where they stand. One that ends undone leaves each machine where it really
 * is: the ledger follows what had arrived already.
 */
@WorkflowInterface
public interface MoveWorkflow extends OperationWorkflow {
  @WorkflowMethod(name = OperationTypes.MOVE)
  void move(OperationId operation);
}
