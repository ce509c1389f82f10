package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.GroupValue;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.List;
import java.util.Optional;

/**
 * Prefers an even number of network-intensive and storage-intensive servers on each node (F77): a
 * machine that makes a node more even counts 0, one that makes it less even 1000.
 *
 * <p>As a rule: no machine may tip a node further than the limit, in machines, to its own side;
 * what stands on the other side of the node is no excuse for several new ones.
 */
public final class Mix extends PairFactor {
  public Mix() {
    super("mix");
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    int role = GridState.role(shape.sample().kind());
    return Optional.of(
        node -> {
          int mix = view.grid().mix(node);
          return Math.abs(mix + role) < Math.abs(mix) ? 0 : FactorSetting.FULL;
        });
  }

  @Override
  public Optional<GroupValue> groups(View view) {
    return Optional.of(
        (node, group) -> {
          int mix = view.grid().mix(node);
          int tipped = mix;
          for (Shape shape : group.shapes()) {
            tipped += GridState.role(shape.sample().kind());
          }
          return (Math.abs(tipped) - Math.abs(mix) + group.size()) * (FactorSetting.FULL / 2L);
        });
  }

  @Override
  String why(View view, Shape shape, int node) {
    return "it has too many servers of that sort already";
  }

  @Override
  Optional<PairValue> lineValue(View view, Shape shape) {
    int role = GridState.role(shape.sample().kind());
    return Optional.of(node -> role * view.grid().mix(node) + 1);
  }

  @Override
  Optional<GroupTest> groupTest(View view, int line) {
    return Optional.of(
        (node, group) -> {
          int up = 0;
          int down = 0;
          for (Shape shape : group.shapes()) {
            if (GridState.role(shape.sample().kind()) > 0) {
              up++;
            } else {
              down++;
            }
          }
          int mix = view.grid().mix(node);
          return (up == 0 || mix + up <= line) && (down == 0 || down - mix <= line);
        });
  }

  @Override
  boolean broken(FinishedPlan plan, FinishedPlan.Pair pair, int line) {
    int side = GridState.role(pair.component().kind());
    long alike =
        plan.byNode().get(pair.node()).stream()
            .filter(c -> GridState.role(c.kind()) == side)
            .count();
    return side * standing(pair) + alike > line;
  }

  private static int standing(FinishedPlan.Pair pair) {
    return pair.node().present().stream().mapToInt(m -> GridState.role(m.kind())).sum();
  }

  /** Machines of one node count one after another, in the problem's order. */
  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    int before = standing(pair);
    List<PlacementComponent> here = plan.byNode().get(pair.node());
    for (PlacementComponent other : here.subList(0, here.indexOf(pair.component()))) {
      before += GridState.role(other.kind());
    }
    int after = before + GridState.role(pair.component().kind());
    return (Math.abs(after) - Math.abs(before) + 1) * (FactorSetting.FULL / 2L);
  }
}
