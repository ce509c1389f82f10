package io.gridwright.scheduler.search;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * All groups of machines that could share a node: at most one of a tier where that is a rule.
 *
 * @param complete whether none was left out for being too many
 */
record GroupList(List<Group> groups, boolean complete) {
  /** What a search may hold; a configuration of common size has at most 239 groups. */
  static final int MOST = 600;

  static GroupList of(List<Shape> shapes, boolean onePerTier, int largest) {
    // Small groups first, so that what is left out is what is least likely to be needed.
    List<Group> all = new ArrayList<>();
    List<List<Shape>> last = List.of(List.of());
    for (int size = 1; size <= largest && !last.isEmpty(); size++) {
      List<List<Shape>> next = new ArrayList<>();
      for (List<Shape> smaller : last) {
        for (Shape shape : shapes) {
          if (mayJoin(smaller, shape, onePerTier)) {
            List<Shape> larger = new ArrayList<>(smaller);
            larger.add(shape);
            next.add(larger);
            if (all.size() + next.size() > MOST) {
              next.forEach(group -> all.add(new Group(group)));
              return new GroupList(all, false);
            }
          }
        }
      }
      next.forEach(group -> all.add(new Group(group)));
      last = next;
    }
    return new GroupList(all, true);
  }

  /** In order of index, so that each group comes up once. */
  private static boolean mayJoin(List<Shape> group, Shape shape, boolean onePerTier) {
    if (!group.isEmpty() && group.get(group.size() - 1).index() > shape.index()) {
      return false;
    }
    int alike = 0;
    ComponentKind tier = shape.sample().tier();
    for (Shape other : group) {
      if (onePerTier && other.sample().tier() == tier) {
        return false;
      }
      alike += other.index() == shape.index() ? 1 : 0;
    }
    return alike < (shape.oncePerNode() ? 1 : shape.count());
  }
}
