package io.gridwright.scheduler.factor;

import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.Optional;

/**
 * Prefers nodes that are accessed little (F73, F81): accesses that are under way at one time, for
 * each vCPU of the node; {@value #BUSY} of them count 1000. Concerns machines of which accesses are
 * expected; what stands on the nodes counts with its own.
 *
 * <p>As a rule: no node may be accessed beyond the limit, in thousandths of busy.
 */
public final class Access extends PairFactor {
  /** Accesses at one time for each vCPU that make a node busy. */
  static final int BUSY = 50;

  public Access() {
    super("access");
  }

  private static int value(long load, long vcpus) {
    return vcpus <= 0 ? 1000 : (int) Math.min(1000, load / (vcpus * BUSY));
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    long load = shape.sample().nature().accessLoad();
    if (load <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        node ->
            value(
                view.grid().accessLoad(node) + load,
                view.grid().capacity(GridResource.VCPUS, node)));
  }

  @Override
  String why(View view, Shape shape, int node) {
    return "it is accessed too often";
  }

  @Override
  Optional<GroupTest> groupTest(View view, int line) {
    return Optional.of(
        (node, group) -> {
          long added = 0;
          for (Shape shape : group.shapes()) {
            added += shape.sample().nature().accessLoad();
          }
          return added == 0
              || value(
                      view.grid().accessLoad(node) + added,
                      view.grid().capacity(GridResource.VCPUS, node))
                  <= line;
        });
  }

  private static long loadOf(FinishedPlan.Pair pair) {
    return pair.node().present().stream().mapToLong(m -> m.nature().accessLoad()).sum();
  }

  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    long own = pair.component().nature().accessLoad();
    return own <= 0 ? 0 : value(loadOf(pair) + own, pair.node().capacity().vcpus());
  }

  @Override
  boolean broken(FinishedPlan plan, FinishedPlan.Pair pair, int line) {
    long added =
        plan.byNode().get(pair.node()).stream()
            .map(PlacementComponent::nature)
            .mapToLong(nature -> nature.accessLoad())
            .sum();
    return pair.component().nature().accessLoad() > 0
        && value(loadOf(pair) + added, pair.node().capacity().vcpus()) > line;
  }
}
