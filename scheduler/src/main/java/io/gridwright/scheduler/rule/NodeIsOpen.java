package io.gridwright.scheduler.rule;

import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import java.util.List;
import java.util.Optional;

/** Only nodes that are ONLINE take new machines: none lost, none under maintenance. */
public final class NodeIsOpen implements Rule {
  @Override
  public String name() {
    return "nodeState";
  }

  @Override
  public Optional<PairTest> pairs(View view, Shape shape) {
    return view.grid().allOpen() ? Optional.empty() : Optional.of(view.grid()::isOpen);
  }

  @Override
  public Miss miss(View view, Shape shape, int node) {
    return new Miss("the node is " + view.grid().node(node).state(), 1);
  }

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    return plan.pairs().stream()
        .filter(p -> !p.node().state().takesNew())
        .map(
            p ->
                Breach.of(
                    name(), p, "%s is %s".formatted(p.node().name().value(), p.node().state())))
        .toList();
  }
}
