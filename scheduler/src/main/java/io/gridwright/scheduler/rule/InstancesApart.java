package io.gridwright.scheduler.rule;

import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The machines of one component ({@code spreadOver}) stand on distinct nodes, whatever the policy
 * says of tiers (F89).
 */
public final class InstancesApart implements Rule {
  @Override
  public String name() {
    return "spreadOver";
  }

  @Override
  public Optional<PairTest> pairs(View view, Shape shape) {
    if (!shape.oncePerNode()) {
      return Optional.empty();
    }
    var id = shape.sample().id();
    return Optional.of(
        node ->
            !view.ownOn(node) || view.own(node).stream().noneMatch(m -> m.component().equals(id)));
  }

  @Override
  public Optional<GroupTest> groups(View view) {
    if (view.shapes().stream().noneMatch(Shape::oncePerNode)) {
      return Optional.empty();
    }
    return Optional.of(
        (node, group) -> {
          List<Shape> shapes = group.shapes();
          for (int i = 0; i < shapes.size(); i++) {
            for (int j = 0; j < i; j++) {
              if (shapes.get(i).oncePerNode()
                  && shapes.get(i).sample().id().equals(shapes.get(j).sample().id())) {
                return false;
              }
            }
          }
          return true;
        });
  }

  @Override
  public Miss miss(View view, Shape shape, int node) {
    return new Miss("another machine of the same component stands there", 1);
  }

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    List<Breach> breaches = new ArrayList<>();
    plan.byNode()
        .forEach(
            (node, components) -> {
              for (var component : components) {
                long here =
                    components.stream().filter(c -> c.id().equals(component.id())).count()
                        + plan.stayingOn(node).stream()
                            .filter(m -> m.component().equals(component.id()))
                            .count();
                if (here > 1) {
                  breaches.add(
                      new Breach(
                          name(),
                          node.name(),
                          List.of(component.label()),
                          "%s would carry %d machines of %s"
                              .formatted(node.name().value(), here, component.name())));
                }
              }
            });
    return breaches;
  }
}
