package io.gridwright.workflows.grid;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Keeps every node's state as a quorate entry node reports it. One for the grid. */
@WorkflowInterface
public interface GridWatchWorkflow {
  @WorkflowMethod(name = "GridWatch")
  void watch();
}
