package io.gridwright.workflows.grid;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The grid's headroom, and what would happen if each node died now; changes nothing. */
@WorkflowInterface
public interface GridCapacityWorkflow {
  @WorkflowMethod(name = "GridCapacity")
  GridCapacity capacity();
}
