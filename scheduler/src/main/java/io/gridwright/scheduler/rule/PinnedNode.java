package io.gridwright.scheduler.rule;

import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import java.util.List;
import java.util.Optional;

/** A pinned machine stands on its node or nowhere. */
public final class PinnedNode implements Rule {
  @Override
  public String name() {
    return "pinned";
  }

  @Override
  public Optional<PairTest> pairs(View view, Shape shape) {
    return shape
        .sample()
        .pinnedTo()
        .map(only -> view.grid().knows(only) ? view.grid().number(only) : -1)
        .map(only -> node -> node == only);
  }

  @Override
  public Miss miss(View view, Shape shape, int node) {
    return new Miss("it is pinned to another node", 1);
  }

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    return plan.pairs().stream()
        .filter(p -> p.component().pinnedTo().stream().anyMatch(n -> !n.equals(p.node().name())))
        .map(p -> Breach.of(name(), p, p.component().label() + " is pinned to another node"))
        .toList();
  }
}
