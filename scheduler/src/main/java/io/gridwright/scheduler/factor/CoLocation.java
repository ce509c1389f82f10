package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.FactorSetting;
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
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prefers distinct nodes for the machines of one configuration (F86): each machine on a node beyond
 * the first counts 1000. A penalty, not a reward for spread, because only so is the optimum proved
 * quickly (SCHEDULING section 1); its weight outweighs all else.
 */
public final class CoLocation implements Factor {
  @Override
  public String name() {
    return "coLocation";
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    return view.staying().isEmpty()
        ? Optional.empty()
        : Optional.of(node -> view.ownOn(node) ? FactorSetting.FULL : 0);
  }

  @Override
  public Optional<GroupValue> groups(View view) {
    return Optional.of(
        (node, group) -> {
          long beyond = view.ownOn(node) ? group.size() : group.size() - 1L;
          return beyond * FactorSetting.FULL;
        });
  }

  /** The first machine of a node in the problem's order stands free, if none was there before. */
  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    List<PlacementComponent> here = plan.byNode().get(pair.node());
    boolean first = plan.stayingOn(pair.node()).isEmpty() && here.get(0).equals(pair.component());
    return first ? 0 : FactorSetting.FULL;
  }

  @Override
  public Rule asRule(FactorSetting setting) {
    return new Apart();
  }

  private static final class Apart implements Rule {
    @Override
    public String name() {
      return "coLocation";
    }

    @Override
    public Optional<PairTest> pairs(View view, Shape shape) {
      return view.staying().isEmpty() ? Optional.empty() : Optional.of(node -> !view.ownOn(node));
    }

    @Override
    public Optional<GroupTest> groups(View view) {
      return Optional.of((node, group) -> false);
    }

    @Override
    public Miss miss(View view, Shape shape, int node) {
      return new Miss("another server of the configuration stands there", 1);
    }

    @Override
    public List<Breach> breaches(FinishedPlan plan) {
      List<Breach> breaches = new ArrayList<>();
      plan.byNode()
          .forEach(
              (node, components) -> {
                int here = components.size() + plan.stayingOn(node).size();
                if (here > 1) {
                  breaches.add(
                      new Breach(
                          name(),
                          node.name(),
                          components.stream().map(PlacementComponent::label).toList(),
                          "%s would carry %d of the configuration"
                              .formatted(node.name().value(), here)));
                }
              });
      return breaches;
    }
  }
}
