package io.gridwright.scheduler.rule;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The demands on a node stay within what is free of one resource; equal fits (D13). */
abstract class CapacityRule implements Rule {
  private final String name;
  private final String unit;
  private final ToLongFunction<Capacity> amount;

  CapacityRule(String name, String unit, ToLongFunction<Capacity> amount) {
    this.name = name;
    this.unit = unit;
    this.amount = amount;
  }

  @Override
  public String name() {
    return name;
  }

  /** What demands nothing of the resource fits even where more is used than there is. */
  @Override
  public Optional<Miss> miss(
      PlacementProblem problem, PlacementComponent component, PlacementNode node) {
    long demand = amount.applyAsLong(component.demand());
    long lacking = demand - amount.applyAsLong(node.free());
    return demand > 0 && lacking > 0
        ? Optional.of(new Miss(lacking + " " + unit + " short", lacking))
        : Optional.empty();
  }

  @Override
  public void addTo(PlacementModel model) {
    for (PlacementNode node : model.problem().nodes()) {
      model.limit(
          node, c -> amount.applyAsLong(c.demand()), Math.max(0, amount.applyAsLong(node.free())));
    }
  }

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    List<Breach> breaches = new ArrayList<>();
    plan.byNode()
        .forEach(
            (node, components) -> {
              long added = 0;
              for (PlacementComponent component : components) {
                added += amount.applyAsLong(component.demand());
              }
              long over =
                  amount.applyAsLong(node.used()) + added - amount.applyAsLong(node.capacity());
              if (added > 0 && over > 0) {
                breaches.add(breach(node, components, over));
              }
            });
    return breaches;
  }

  private Breach breach(PlacementNode node, List<PlacementComponent> components, long over) {
    return new Breach(
        name,
        node.name(),
        components.stream()
            .filter(c -> amount.applyAsLong(c.demand()) > 0)
            .map(PlacementComponent::label)
            .toList(),
        "%s would be %d %s over its capacity".formatted(node.name().value(), over, unit));
  }
}
