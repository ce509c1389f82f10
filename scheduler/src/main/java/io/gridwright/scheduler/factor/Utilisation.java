package io.gridwright.scheduler.factor;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.stream.LongStream;

/**
 * Prefers the less used node (F85): the mean of the dominant and of the average share after
 * placing, in thousandths.
 */
public final class Utilisation implements Factor {
  @Override
  public String name() {
    return "utilisation";
  }

  @Override
  public long pairCost(PlacementProblem problem, PlacementComponent component, PlacementNode node) {
    Capacity after = node.used().plus(component.demand());
    Capacity all = node.capacity();
    long[] shares = {
      share(after.memoryMib(), all.memoryMib()),
      share(after.vcpus(), all.vcpus()),
      share(after.diskGib(), all.diskGib()),
      share(after.bandwidthMbps(), all.bandwidthMbps())
    };
    long dominant = LongStream.of(shares).max().orElse(0);
    return (dominant * shares.length + LongStream.of(shares).sum()) / (2L * shares.length);
  }

  /** Nothing: each pair has its own cost. */
  @Override
  public void addTo(PlacementModel model, long dearest) {}

  @Override
  public long cost(FinishedPlan plan, FinishedPlan.Pair pair) {
    return pairCost(plan.problem(), pair.component(), pair.node());
  }

  private static long share(long used, long of) {
    return of <= 0 ? 1000 : Math.max(0, Math.min(1000, used * 1000 / of));
  }
}
