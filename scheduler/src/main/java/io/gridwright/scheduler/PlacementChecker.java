package io.gridwright.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a finished plan without the solver and without the model: each machine exactly once, on a
 * node of the problem, and every rule's own judgement of finished plans. Every answer passes here
 * before it is used; a plan kept for later may be judged again on a newer snapshot.
 */
public final class PlacementChecker {
  private static final NodeName NOWHERE = new NodeName("(none)");

  private final List<Rule> rules;

  public PlacementChecker(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What is wrong with the plan; empty where nothing is. */
  public List<Breach> breaches(FinishedPlan plan) {
    List<Breach> breaches = new ArrayList<>();
    for (PlacementComponent component : plan.problem().components()) {
      long times = plan.pairs().stream().filter(p -> p.component().equals(component)).count();
      if (times != 1) {
        breaches.add(
            new Breach(
                "complete",
                NOWHERE,
                List.of(component.label()),
                "%s is placed %d times".formatted(component.label(), times)));
      }
    }
    for (FinishedPlan.Pair pair : plan.pairs()) {
      if (!plan.problem().grid().knows(pair.node().name())
          || !plan.problem().components().contains(pair.component())) {
        breaches.add(
            new Breach(
                "complete",
                pair.node().name(),
                List.of(pair.component().label()),
                "%s on %s is not of this problem"
                    .formatted(pair.component().label(), pair.node().name().value())));
      }
    }
    rules.forEach(rule -> breaches.addAll(rule.breaches(plan)));
    return breaches;
  }
}
