package io.gridwright.workflows.grid;

import io.gridwright.domain.placement.Move;
import io.gridwright.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.util.List;

/** See {@link RebalancePlanWorkflow}. */
public final class RebalancePlanWorkflowImpl implements RebalancePlanWorkflow {
  private final ClusterKeepActivities cluster =
      Workflow.newActivityStub(ClusterKeepActivities.class, ActivityProfiles.HYPERVISOR.options());
  private final GridForecastActivities forecasts =
      Workflow.newActivityStub(GridForecastActivities.class, ActivityProfiles.PREVIEW.options());

  @Override
  public List<Move> plan(int maximumMoves) {
    return forecasts.planRebalance(maximumMoves, cluster.keptByCluster());
  }
}
