package io.gridwright.activities.placement;

import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.temporal.activity.Activity;
import java.util.Map;

/**
 * What operators see of placing, beside Temporal's own metrics: plans by how they ended, and plans
 * that met another order's commit and were made again.
 */
public final class PlacementMetrics {
  private static final String PLANS = "gridwright_placement_plans";
  private static final String CONFLICTS = "gridwright_placement_conflicts";

  private PlacementMetrics() {}

  /** Counts a plan. Only within an activity. */
  static void planned(PlacementAnswer answer) {
    String outcome =
        answer instanceof Placed placed
            ? placed.provedOptimal() ? "optimal" : "unproved"
            : ((Refused) answer).proved() ? "refused" : "refused_unproved";
    Activity.getExecutionContext()
        .getMetricsScope()
        .tagged(Map.of("outcome", outcome))
        .counter(PLANS)
        .inc(1);
  }

  /** Counts a plan whose room was gone when it was to be held. Only within an activity. */
  public static void conflict() {
    Activity.getExecutionContext().getMetricsScope().counter(CONFLICTS).inc(1);
  }
}
