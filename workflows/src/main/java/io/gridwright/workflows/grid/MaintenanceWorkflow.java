package io.gridwright.workflows.grid;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Empties a node under maintenance: plans where each machine goes and moves it, configuration by
 * configuration. What finds no place is told in the work's row and tried again, until the node is
 * empty or an operator takes it into use.
 */
@WorkflowInterface
public interface MaintenanceWorkflow extends GridWorkWorkflow {
  @WorkflowMethod(name = GridWorkWorkflow.Types.MAINTENANCE)
  void maintain(Task task);
}
