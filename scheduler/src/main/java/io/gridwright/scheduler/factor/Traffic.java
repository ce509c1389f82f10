package io.gridwright.scheduler.factor;

import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.Optional;

/**
 * Puts servers with heavy traffic on nodes that are strong in network (F78): the share of the
 * node's network that is used with it, in thousandths. Other machines don't mind.
 *
 * <p>As a rule: where something with heavy traffic is placed, no more of the network may be used
 * than the limit, in thousandths.
 */
public final class Traffic extends PairFactor {
  public Traffic() {
    super("traffic");
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    if (!shape.sample().nature().heavyTraffic()) {
      return Optional.empty();
    }
    long demand = shape.demand(GridResource.BANDWIDTH);
    return Optional.of(
        node ->
            Shares.of(
                view.grid().used(GridResource.BANDWIDTH, node) + demand,
                view.grid().capacity(GridResource.BANDWIDTH, node)));
  }

  @Override
  String why(View view, Shape shape, int node) {
    return "too much of its network is used for heavy traffic";
  }

  @Override
  Optional<GroupTest> groupTest(View view, int line) {
    return Optional.of(
        (node, group) ->
            !heavy(group)
                || Shares.of(
                        view.grid().used(GridResource.BANDWIDTH, node)
                            + group.demand(GridResource.BANDWIDTH),
                        view.grid().capacity(GridResource.BANDWIDTH, node))
                    <= line);
  }

  private static boolean heavy(Group group) {
    for (Shape shape : group.shapes()) {
      if (shape.sample().nature().heavyTraffic()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    return pair.component().nature().heavyTraffic()
        ? share(pair, pair.component().demand().bandwidthMbps())
        : 0;
  }

  @Override
  boolean broken(FinishedPlan plan, FinishedPlan.Pair pair, int line) {
    long added =
        plan.byNode().get(pair.node()).stream()
            .map(PlacementComponent::demand)
            .mapToLong(GridResource.BANDWIDTH::of)
            .sum();
    return pair.component().nature().heavyTraffic() && share(pair, added) > line;
  }

  private static long share(FinishedPlan.Pair pair, long added) {
    long all = pair.node().capacity().bandwidthMbps();
    long after = pair.node().used().bandwidthMbps() + added;
    return all <= 0 ? 1000 : Math.max(0, Math.min(1000, after * 1000 / all));
  }
}
