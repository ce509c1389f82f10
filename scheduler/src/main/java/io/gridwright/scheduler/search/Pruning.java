package io.gridwright.scheduler.search;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Cuts the grid down to what some optimal plan can need (SCHEDULING section 3). With k machines to
 * place, the others occupy at most k-1 nodes and bring a bounded number of racks to their limit;
 * outside those, k of the cheapest nodes hold one that is free and no dearer.
 */
final class Pruning {
  private final Scan scan;
  private final View view;

  Pruning(Scan scan) {
    this.scan = scan;
    this.view = scan.view();
  }

  /**
   * Rule A: for each shape the nodes that a plan on all-distinct nodes can need, cheapest first.
   *
   * @param of which nodes count at all
   */
  List<int[]> distinct(IntPredicate of) {
    List<int[]> all = new ArrayList<>();
    for (ShapeScan shape : scan.shapes()) {
      Enough enough = new Enough(new Group(List.of(shape.shape())));
      int[] nodes = new int[16];
      int count = 0;
      for (int rank = 0; rank < shape.feasible() && !enough.reached(); rank++) {
        int node = shape.node(rank);
        if (of.test(node) && enough.wants(node)) {
          nodes = count == nodes.length ? Arrays.copyOf(nodes, 2 * count) : nodes;
          nodes[count++] = node;
          enough.count(node);
        }
      }
      all.add(Arrays.copyOf(nodes, count));
    }
    return all;
  }

  /**
   * Rule C: for a group the entries that any plan can need, cheapest first.
   *
   * @param most how many nodes are looked at
   */
  List<Entry> together(Group group, boolean prune, int most) {
    ShapeScan rarest = rarest(group);
    NodeOrder order = scan.order();
    int looked = Math.min(most, rarest.feasible());
    long[] keys = new long[looked];
    int count = 0;
    for (int rank = 0; rank < looked; rank++) {
      int node = rarest.node(rank);
      if (scan.admits(node, group)) {
        keys[count++] = order.key(scan.cost(node, group), node);
      }
    }
    Selection cheapest = new Selection(keys, count);
    Enough enough = new Enough(group);
    List<Entry> entries = new ArrayList<>();
    for (int rank = 0; rank < count && !(prune && enough.reached()); rank++) {
      long key = cheapest.at(rank);
      int node = order.node(key);
      if (!prune || enough.wants(node)) {
        entries.add(new Entry(group, node, order.cost(key)));
        enough.count(node);
      }
    }
    return entries;
  }

  /** How many nodes there are to look at for a group. */
  int nodes(Group group) {
    return rarest(group).feasible();
  }

  private ShapeScan rarest(Group group) {
    ShapeScan rarest = null;
    for (Shape shape : group.shapes()) {
      ShapeScan candidate = scan.shapes().get(shape.index());
      if (rarest == null || candidate.feasible() < rarest.feasible()) {
        rarest = candidate;
      }
    }
    return rarest;
  }

  /** Counts scanned nodes until one of them is sure to be free for the group. */
  private final class Enough {
    private final int needed;
    private final int blocked;
    private final Map<ComponentKind, Integer> tiers = new EnumMap<>(ComponentKind.class);
    private final Map<Integer, Integer> kept = new HashMap<>();
    private final int[] fullest;
    private int scanned;

    Enough(Group group) {
      this.needed = view.machines() - group.size() + 1;
      group.shapes().forEach(s -> tiers.merge(s.sample().tier(), 1, Integer::sum));
      int racks = 0;
      for (Map.Entry<ComponentKind, Integer> tier : tiers.entrySet()) {
        racks += scan.racks().blockable(tier.getKey(), tier.getValue());
      }
      this.blocked = racks;
      this.fullest = new int[racks];
    }

    /**
     * Whether a node of that rack can still be needed: with so many of it kept the others can't
     * occupy them all, and which node of a rack is taken makes no difference to racks.
     */
    boolean wants(int node) {
      return kept.getOrDefault(view.grid().rack(node), 0) < needed;
    }

    void count(int node) {
      int rack = view.grid().rack(node);
      kept.merge(rack, 1, Integer::sum);
      scanned += welcomes(rack) ? 1 : 0;
    }

    /** Without it a node of the rack is of no use even if nobody else comes. */
    private boolean welcomes(int rack) {
      for (Map.Entry<ComponentKind, Integer> tier : tiers.entrySet()) {
        if (!scan.racks().welcomes(tier.getKey(), tier.getValue(), rack)) {
          return false;
        }
      }
      return true;
    }

    boolean reached() {
      return scanned >= needed && scanned - lost() >= needed;
    }

    /** Nodes in the racks that the others could block at most. */
    private int lost() {
      if (blocked == 0) {
        return 0;
      }
      Arrays.fill(fullest, 0);
      kept.forEach(
          (rack, count) -> {
            if (count > fullest[0] && welcomes(rack)) {
              fullest[0] = count;
              Arrays.sort(fullest);
            }
          });
      return Arrays.stream(fullest).sum();
    }
  }
}
