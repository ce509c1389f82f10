package io.gridwright.scheduler.rule;

import io.gridwright.domain.grid.NodeState;
import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.List;
import java.util.Optional;

/** Only nodes that are ONLINE take new machines: none lost, none under maintenance. */
public final class NodeIsOnline implements Rule {
  @Override
  public String name() {
    return "nodeState";
  }

  @Override
  public Optional<Miss> miss(
      PlacementProblem problem, PlacementComponent component, PlacementNode node) {
    return node.state().takesNew()
        ? Optional.empty()
        : Optional.of(new Miss("the node is " + node.state(), 1));
  }

  /** Nothing: it concerns single pairs only. */
  @Override
  public void addTo(PlacementModel model) {}

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    return plan.pairs().stream()
        .filter(p -> p.node().state() != NodeState.ONLINE)
        .map(
            p ->
                new Breach(
                    name(),
                    p.node().name(),
                    List.of(p.component().label()),
                    "%s is %s".formatted(p.node().name().value(), p.node().state())))
        .toList();
  }
}
