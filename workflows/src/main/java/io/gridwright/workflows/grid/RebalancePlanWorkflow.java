package io.gridwright.workflows.grid;

import io.gridwright.domain.placement.Move;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Which moves would even out the load; changes nothing. */
@WorkflowInterface
public interface RebalancePlanWorkflow {
  @WorkflowMethod(name = "RebalancePlan")
  List<Move> plan(int maximumMoves);
}
