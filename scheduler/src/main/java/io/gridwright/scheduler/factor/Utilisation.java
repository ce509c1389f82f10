package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.PlacementPolicy.Mode;
import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Mode SPREAD: prefers the less used node (F85), by the mean of the dominant and of the average
 * share after placing, in thousandths. Mode PACK: prefers the node where the fewest places for
 * typical servers are spoilt, see {@link Fragmentation}.
 *
 * <p>As a rule, in either mode: no resource of a node may be used beyond the limit, in thousandths.
 */
public final class Utilisation extends PairFactor {
  private static final GridResource[] RESOURCES = GridResource.values();

  public Utilisation() {
    super("utilisation");
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    return Optional.of(
        view.policy().mode() == Mode.PACK
            ? new Fragmentation(view.grid(), shape)
            : new Spread(view.grid(), shape));
  }

  /** The value of mode SPREAD. */
  private static final class Spread implements PairValue {
    private final long[][] capacity = new long[RESOURCES.length][];
    private final long[][] used = new long[RESOURCES.length][];
    private final long[] demand = new long[RESOURCES.length];

    Spread(GridState grid, Shape shape) {
      for (int r = 0; r < RESOURCES.length; r++) {
        capacity[r] = grid.capacities(RESOURCES[r]);
        used[r] = grid.useds(RESOURCES[r]);
        demand[r] = shape.demand(RESOURCES[r]);
      }
    }

    @Override
    public int at(int node) {
      int sum = 0;
      int dominant = 0;
      for (int r = 0; r < demand.length; r++) {
        int share = Shares.of(used[r][node] + demand[r], capacity[r][node]);
        sum += share;
        dominant = Math.max(dominant, share);
      }
      return (dominant * demand.length + sum) / (2 * demand.length);
    }
  }

  @Override
  String why(View view, Shape shape, int node) {
    return "it would be used too much";
  }

  @Override
  Optional<PairValue> lineValue(View view, Shape shape) {
    return Optional.of(node -> fullest(view.grid(), node, shape::demand));
  }

  @Override
  Optional<GroupTest> groupTest(View view, int line) {
    return Optional.of((node, group) -> fullest(view.grid(), node, group::demand) <= line);
  }

  private static int fullest(GridState grid, int node, ToLongFunction<GridResource> demand) {
    int most = 0;
    for (GridResource resource : RESOURCES) {
      long added = demand.applyAsLong(resource);
      if (added > 0) {
        most =
            Math.max(
                most, Shares.of(grid.used(resource, node) + added, grid.capacity(resource, node)));
      }
    }
    return most;
  }

  @Override
  boolean broken(FinishedPlan plan, FinishedPlan.Pair pair, int line) {
    var here = plan.byNode().get(pair.node());
    for (GridResource resource : RESOURCES) {
      long added = here.stream().map(PlacementComponent::demand).mapToLong(resource::of).sum();
      long after = resource.of(pair.node().used()) + added;
      long all = resource.of(pair.node().capacity());
      if (added > 0 && (all <= 0 || Math.min(1000, after * 1000 / all) > line)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    if (plan.policy().mode() == Mode.PACK) {
      return Fragmentation.spoilt(pair.node(), pair.component());
    }
    var after = pair.node().used().plus(pair.component().demand());
    long sum = 0;
    long dominant = 0;
    for (GridResource resource : RESOURCES) {
      long share = Shares.of(resource.of(after), resource.of(pair.node().capacity()));
      sum += share;
      dominant = Math.max(dominant, share);
    }
    return (dominant * RESOURCES.length + sum) / (2L * RESOURCES.length);
  }
}
