package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.Optional;

/**
 * Leaves what runs where it runs: a migration counts 20, and 2 more for each GiB of RAM that is
 * copied. As a rule: nothing that runs is moved.
 */
public final class Moves extends PairFactor {
  private static final int EACH = 20;
  private static final int PER_GIB = 2;

  public Moves() {
    super("moves");
  }

  /** What moving a machine of so much RAM counts. */
  public static int value(long memoryMib) {
    return (int) Math.min(1000, EACH + PER_GIB * ((memoryMib + 1023) / 1024));
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    PlacementComponent machine = shape.sample();
    if (machine.standsOn().isEmpty()) {
      return Optional.empty();
    }
    var now = machine.standsOn().get();
    int at = view.grid().knows(now) ? view.grid().number(now) : -1;
    int moved = value(machine.demand().memoryMib());
    return Optional.of(node -> node == at ? 0 : moved);
  }

  @Override
  int line(FactorSetting setting) {
    return 0;
  }

  @Override
  String why(View view, Shape shape, int node) {
    return "it runs elsewhere";
  }

  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    return pair.component().standsOn().stream().anyMatch(now -> !now.equals(pair.node().name()))
        ? value(pair.component().demand().memoryMib())
        : 0;
  }
}
