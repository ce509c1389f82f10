package io.gridwright.scheduler.factor;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.GroupValue;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The machines of one tier stand on distinct nodes, so that no single node takes a tier away (F86).
 * The machine that a new one replaces is no neighbour of it. As a wish each machine of a tier on a
 * node beyond the first counts 1000.
 */
public final class DistinctInTier implements Factor {
  private static final ComponentKind[] TIERS = ComponentKind.values();

  @Override
  public String name() {
    return "distinct";
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    return view.staying().isEmpty()
        ? Optional.empty()
        : Optional.of(node -> mate(view, shape, node) ? FactorSetting.FULL : 0);
  }

  private static boolean mate(View view, Shape shape, int node) {
    return view.ownOn(node)
        && view.own(node).stream().anyMatch(m -> m.kind() == shape.sample().tier());
  }

  @Override
  public Optional<GroupValue> groups(View view) {
    return Optional.of(
        (node, group) -> {
          long beyond = 0;
          for (ComponentKind tier : TIERS) {
            int members = members(group, tier);
            boolean standing =
                view.ownOn(node) && view.own(node).stream().anyMatch(m -> m.kind() == tier);
            beyond += standing ? members : Math.max(0, members - 1);
          }
          return beyond * FactorSetting.FULL;
        });
  }

  private static int members(Group group, ComponentKind tier) {
    int members = 0;
    for (Shape shape : group.shapes()) {
      members += shape.sample().tier() == tier ? 1 : 0;
    }
    return members;
  }

  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    ComponentKind tier = pair.component().tier();
    boolean standing = plan.stayingOn(pair.node()).stream().anyMatch(m -> m.kind() == tier);
    PlacementComponent first =
        plan.byNode().get(pair.node()).stream()
            .filter(c -> c.tier() == tier)
            .findFirst()
            .orElseThrow();
    return !standing && first.equals(pair.component()) ? 0 : FactorSetting.FULL;
  }

  @Override
  public Rule asRule(FactorSetting setting) {
    return new OnePerNode();
  }

  private static final class OnePerNode implements Rule {
    @Override
    public String name() {
      return "distinct";
    }

    @Override
    public Optional<PairTest> pairs(View view, Shape shape) {
      return view.staying().isEmpty()
          ? Optional.empty()
          : Optional.of(node -> !mate(view, shape, node));
    }

    @Override
    public Optional<GroupTest> groups(View view) {
      return Optional.of(
          (node, group) -> {
            for (ComponentKind tier : TIERS) {
              if (members(group, tier) > 1) {
                return false;
              }
            }
            return true;
          });
    }

    @Override
    public Miss miss(View view, Shape shape, int node) {
      return new Miss("another %s stands there".formatted(shape.sample().tier()), 1);
    }

    @Override
    public List<Breach> breaches(FinishedPlan plan) {
      List<Breach> breaches = new ArrayList<>();
      plan.byNode()
          .forEach(
              (node, components) -> {
                for (ComponentKind tier : TIERS) {
                  breach(plan, node, components, tier).ifPresent(breaches::add);
                }
              });
      return breaches;
    }

    private Optional<Breach> breach(
        FinishedPlan plan,
        PlacementNode node,
        List<PlacementComponent> components,
        ComponentKind tier) {
      List<PlacementComponent> mates = components.stream().filter(c -> c.tier() == tier).toList();
      long standing = plan.stayingOn(node).stream().filter(m -> m.kind() == tier).count();
      if (mates.isEmpty() || mates.size() + standing <= 1) {
        return Optional.empty();
      }
      return Optional.of(
          new Breach(
              name(),
              node.name(),
              mates.stream().map(PlacementComponent::label).toList(),
              "%s would carry %d of the tier %s"
                  .formatted(node.name().value(), mates.size() + standing, tier)));
    }
  }
}
