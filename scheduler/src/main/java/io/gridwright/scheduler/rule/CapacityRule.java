package io.gridwright.scheduler.rule;

import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demands on a node stay within what is free of one resource; equal fits (D13). What demands
 * nothing of the resource fits even where more is used than there is.
 */
public final class CapacityRule implements Rule {
  private final GridResource resource;

  public CapacityRule(GridResource resource) {
    this.resource = resource;
  }

  @Override
  public String name() {
    return resource.rule();
  }

  @Override
  public Optional<PairTest> pairs(View view, Shape shape) {
    long demand = shape.demand(resource);
    if (demand <= 0) {
      return Optional.empty();
    }
    long[] capacity = view.grid().capacities(resource);
    long[] used = view.grid().useds(resource);
    return Optional.of(node -> capacity[node] - used[node] >= demand);
  }

  @Override
  public Optional<GroupTest> groups(View view) {
    return Optional.of(
        (node, group) -> {
          long demand = group.demand(resource);
          return demand <= 0 || demand <= view.grid().free(resource, node);
        });
  }

  @Override
  public Miss miss(View view, Shape shape, int node) {
    long lacking = shape.demand(resource) - view.grid().free(resource, node);
    return new Miss(lacking + " " + resource.unit() + " short", lacking);
  }

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    List<Breach> breaches = new ArrayList<>();
    for (Map.Entry<PlacementNode, List<PlacementComponent>> entry : plan.byNode().entrySet()) {
      PlacementNode node = entry.getKey();
      long added = entry.getValue().stream().mapToLong(c -> resource.of(c.demand())).sum();
      long over = resource.of(node.used()) + added - resource.of(node.capacity());
      if (added > 0 && over > 0) {
        breaches.add(
            new Breach(
                name(),
                node.name(),
                entry.getValue().stream()
                    .filter(c -> resource.of(c.demand()) > 0)
                    .map(PlacementComponent::label)
                    .toList(),
                "%s would be %d %s over its capacity"
                    .formatted(node.name().value(), over, resource.unit())));
      }
    }
    return breaches;
  }
}
