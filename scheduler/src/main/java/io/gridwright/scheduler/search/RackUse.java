package io.gridwright.scheduler.search;

import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a plan that is being made takes of the racks' limits. */
final class RackUse {
  private final View view;
  private final List<RackBook.Limit> limits;
  private final List<Map<Integer, Integer>> taken = new ArrayList<>();

  RackUse(Scan scan) {
    this.view = scan.view();
    this.limits = scan.racks().limits();
    limits.forEach(limit -> taken.add(new HashMap<>()));
  }

  /** Whether a group keeps every limit that must be kept. */
  boolean fits(Group group, int node) {
    for (int i = 0; i < limits.size(); i++) {
      if (limits.get(i).hard() && beyond(i, group, node) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Puts a group on a node.
   *
   * @return what passing limits costs, at least 1 where one is passed that must not be
   */
  long place(Group group, int node) {
    long cost = 0;
    for (int i = 0; i < limits.size(); i++) {
      cost += beyond(i, group, node) * Math.max(1, limits.get(i).cost());
      taken.get(i).merge(view.grid().rack(node), members(i, group), Integer::sum);
    }
    return cost;
  }

  /** What a whole plan costs: its groups, and the limits of racks that it passes. */
  static long costOf(Scan scan, List<Entry> plan) {
    RackUse use = new RackUse(scan);
    long cost = 0;
    for (Entry entry : plan) {
      cost += entry.cost() + use.place(entry.group(), entry.node());
    }
    return cost;
  }

  /** How many of a group pass a limit. What was full before is a matter of single pairs. */
  private int beyond(int i, Group group, int node) {
    int rack = view.grid().rack(node);
    int left = limits.get(i).left(rack);
    if (left == 0) {
      return 0;
    }
    int before = taken.get(i).getOrDefault(rack, 0);
    int after = before + members(i, group);
    return Math.max(0, after - left) - Math.max(0, before - left);
  }

  private int members(int i, Group group) {
    int members = 0;
    for (Shape shape : group.shapes()) {
      members += shape.sample().tier() == limits.get(i).tier() ? 1 : 0;
    }
    return members;
  }
}
