package io.gridwright.scheduler.search;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.GroupValue;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One problem under one policy, compiled: looks at every node once for each shape, and answers for
 * groups. Costs are in thousandths here, value times weight, so that nothing is rounded. What a
 * shared node costs is raised here where a problem has so many machines that the published weight
 * would not outweigh all else (Rule B of SCHEDULING section 3).
 */
final class Scan {
  private final View view;
  private final Criteria criteria;
  private final NodeOrder order;
  private final List<ShapeScan> shapes = new ArrayList<>();
  private final List<GroupTest> groupTests = new ArrayList<>();
  private final List<WeighedGroups> groupValues = new ArrayList<>();
  private final RackBook racks;
  private final long sharedCost;

  private record WeighedGroups(
      Optional<GroupValue> whole, List<Optional<PairValue>> pairs, FactorSetting setting) {}

  /**
   * @param share of the nodes that is looked at
   */
  Scan(View view, Criteria criteria, Share share) {
    this.view = view;
    this.criteria = criteria;
    this.order = new NodeOrder(view.grid().size(), view.problem().seed());
    this.racks = new RackBook(view, criteria);
    long dearest = racks.dearest();
    for (Shape shape : view.shapes()) {
      PairCosts costs = new PairCosts(view, criteria, shape, share);
      shapes.add(scan(shape, costs));
      dearest += shape.count() * costs.most();
    }
    this.sharedCost = criteria.spreadsFirst() ? Math.max(shared(), dearest + 1) : shared();
    criteria.rules().forEach(rule -> rule.groups(view).ifPresent(groupTests::add));
    for (Criteria.Wish wish : criteria.wishes()) {
      if (!Criteria.isSpread(wish)) {
        groupValues.add(
            new WeighedGroups(
                wish.factor().groups(view),
                view.shapes().stream().map(s -> wish.factor().pairs(view, s)).toList(),
                wish.setting()));
      }
    }
  }

  private long shared() {
    return criteria.wishes().stream()
        .filter(Criteria::isSpread)
        .mapToLong(wish -> wish.setting().weightThousandths() * FactorSetting.FULL)
        .sum();
  }

  private ShapeScan scan(Shape shape, PairCosts costs) {
    int nodes = view.grid().size();
    long[] keys = new long[nodes];
    int feasible = 0;
    for (int node = 0; node < nodes; node++) {
      if (costs.admits(node)) {
        keys[feasible++] = order.key(costs.at(node), node);
      }
    }
    return new ShapeScan(shape, order, costs, keys, feasible);
  }

  /** A bound of what machines can cost less together than each alone: fees, an even mix. */
  long mostSavedBySharing() {
    long saved = 0;
    for (WeighedGroups value : groupValues) {
      if (value.whole().isPresent()) {
        saved += value.setting().weightThousandths() * FactorSetting.FULL * view.machines();
      }
    }
    return saved;
  }

  View view() {
    return view;
  }

  Criteria criteria() {
    return criteria;
  }

  /** The order among equally cheap nodes. */
  NodeOrder order() {
    return order;
  }

  /** By index of shape. */
  List<ShapeScan> shapes() {
    return shapes;
  }

  RackBook racks() {
    return racks;
  }

  /** Whether some machine can't stand anywhere, or more machines of a shape than have nodes. */
  boolean lacking() {
    return shapes.stream()
        .anyMatch(
            s -> s.feasible() == 0 || s.shape().oncePerNode() && s.feasible() < s.shape().count());
  }

  /** Whether a group may stand on a node, of which each machine may stand there alone. */
  boolean admits(int node, Group group) {
    for (Shape shape : group.shapes()) {
      if (!shapes.get(shape.index()).admits(node)) {
        return false;
      }
    }
    if (group.size() > 1) {
      for (GroupTest test : groupTests) {
        if (!test.admits(node, group)) {
          return false;
        }
      }
    }
    return true;
  }

  /** What a group costs on a node, the sharing of the node included. */
  long cost(int node, Group group) {
    long cost = sharing(node, group.size()) * sharedCost;
    if (group.size() == 1) {
      return cost + shapes.get(group.shapes().get(0).index()).cost(node);
    }
    for (WeighedGroups value : groupValues) {
      cost += value.setting().weightThousandths() * value(value, node, group);
    }
    return cost;
  }

  private static long value(WeighedGroups of, int node, Group group) {
    if (of.whole().isPresent()) {
      return of.whole().get().at(node, group);
    }
    long sum = 0;
    for (Shape shape : group.shapes()) {
      Optional<PairValue> pair = of.pairs().get(shape.index());
      sum += pair.isPresent() ? pair.get().at(node) : 0;
    }
    return sum;
  }

  /** How many machines of a group find another of the configuration on their node. */
  private int sharing(int node, int size) {
    return view.ownOn(node) ? size : size - 1;
  }
}
