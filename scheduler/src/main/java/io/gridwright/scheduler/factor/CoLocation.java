package io.gridwright.scheduler.factor;

import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.List;

/**
 * Prefers distinct nodes for the machines of one configuration (F86), before every other wish: each
 * machine on a node beyond the first costs at least 100,000, and more than all pair costs together.
 * A penalty, not a reward for spread, because only so is the optimum proved quickly (SCHEDULING
 * section 1).
 */
public final class CoLocation implements Factor {
  private static final long PENALTY = 100_000;

  @Override
  public String name() {
    return "coLocation";
  }

  /** Nothing: it depends on the others. */
  @Override
  public long pairCost(PlacementProblem problem, PlacementComponent component, PlacementNode node) {
    return 0;
  }

  @Override
  public void addTo(PlacementModel model, long dearest) {
    long penalty = Math.max(PENALTY, dearest + 1);
    for (PlacementNode node : model.problem().nodes()) {
      model.chargeBeyondFirst(node, model.problem().ownOn(node).size(), penalty);
    }
  }

  /** The first machine of a node in the problem's order stands free, if none was there before. */
  @Override
  public long cost(FinishedPlan plan, FinishedPlan.Pair pair) {
    List<PlacementComponent> here = plan.byNode().getOrDefault(pair.node(), List.of());
    boolean first =
        plan.problem().ownOn(pair.node()).isEmpty()
            && !here.isEmpty()
            && here.get(0).equals(pair.component());
    return first ? 0 : PENALTY;
  }
}
