package io.gridwright.scheduler.factor;

import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;

/** One soft wish of placement, as a cost in whole numbers; 0 is best. */
public interface Factor {

  /** The name in scores and in the operator's policy. */
  String name();

  /** What a pair costs by itself, whatever becomes of the other components. */
  long pairCost(PlacementProblem problem, PlacementComponent component, PlacementNode node);

  /**
   * Adds what depends on several machines to the objective.
   *
   * @param dearest the most that all pair costs can come to, for factors that must outweigh them
   */
  void addTo(PlacementModel model, long dearest);

  /** The whole cost of one machine in a finished plan, pair cost included. */
  long cost(FinishedPlan plan, FinishedPlan.Pair pair);
}
