package io.gridwright.scheduler.factor;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.RackLimit;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A limit of how many of a tier one failure domain holds: the label {@code rack} of nodes, else
 * each node by itself. As a wish each machine beyond the limit counts 1000.
 */
abstract class RackFactor implements Factor {
  private final String name;

  RackFactor(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  /** The limit of a tier that will have so many machines. */
  abstract int most(ComponentKind tier, int total);

  /** Racks that are full already; what the new machines do to each other the search adds. */
  @Override
  public final Optional<PairValue> pairs(View view, Shape shape) {
    return full(view, shape).map(full -> node -> full.admits(node) ? FactorSetting.FULL : 0);
  }

  private Optional<PairTest> full(View view, Shape shape) {
    ComponentKind tier = shape.sample().tier();
    int most = most(tier, view.tierTotal(tier));
    if (most == RackLimit.NONE) {
      return Optional.empty();
    }
    Map<Integer, Integer> standing = view.standingByRack(tier);
    if (standing.values().stream().noneMatch(count -> count >= most)) {
      return Optional.empty();
    }
    return Optional.of(node -> standing.getOrDefault(view.grid().rack(node), 0) >= most);
  }

  @Override
  public final Optional<RackLimit> racks() {
    return Optional.of(this::most);
  }

  @Override
  public final long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    ComponentKind tier = pair.component().tier();
    int most = most(tier, total(plan, tier));
    long before = standing(plan, tier, pair.node().rack());
    for (FinishedPlan.Pair other : plan.pairs()) {
      if (other.equals(pair)) {
        break;
      }
      if (other.component().tier() == tier && other.node().rack().equals(pair.node().rack())) {
        before++;
      }
    }
    return before >= most ? FactorSetting.FULL : 0;
  }

  private static int total(FinishedPlan plan, ComponentKind tier) {
    long standing = plan.staying().stream().filter(s -> s.machine().kind() == tier).count();
    long placed = plan.pairs().stream().filter(p -> p.component().tier() == tier).count();
    return (int) (standing + placed);
  }

  private static long standing(FinishedPlan plan, ComponentKind tier, String rack) {
    return plan.staying().stream()
        .filter(s -> s.machine().kind() == tier)
        .filter(s -> plan.problem().grid().node(s.node()).rack().equals(rack))
        .count();
  }

  @Override
  public final Rule asRule(FactorSetting setting) {
    return new Limit();
  }

  private final class Limit implements Rule {
    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<PairTest> pairs(View view, Shape shape) {
      return full(view, shape).map(full -> node -> !full.admits(node));
    }

    @Override
    public Optional<RackLimit> racks() {
      return Optional.of(RackFactor.this::most);
    }

    @Override
    public Miss miss(View view, Shape shape, int node) {
      return new Miss("enough of the tier %s stand there".formatted(shape.sample().tier()), 1);
    }

    @Override
    public List<Breach> breaches(FinishedPlan plan) {
      List<Breach> breaches = new ArrayList<>();
      for (ComponentKind tier : ComponentKind.values()) {
        int most = most(tier, total(plan, tier));
        for (String rack :
            plan.pairs().stream()
                .map(FinishedPlan.Pair::node)
                .map(PlacementNode::rack)
                .distinct()
                .toList()) {
          List<FinishedPlan.Pair> here =
              plan.pairs().stream()
                  .filter(p -> p.component().tier() == tier && p.node().rack().equals(rack))
                  .toList();
          long held = here.size() + standing(plan, tier, rack);
          if (!here.isEmpty() && held > most) {
            breaches.add(
                new Breach(
                    name,
                    here.get(0).node().name(),
                    here.stream().map(p -> p.component().label()).toList(),
                    "%s would carry %d of the tier %s, not %d at most"
                        .formatted(rack, held, tier, most)));
          }
        }
      }
      return breaches;
    }
  }
}
