package io.gridwright.scheduler.search;

import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan by hand: one machine after another, those with the fewest nodes first, each where it costs
 * least beside what was placed before. A start for the solver, and the answer where it finds none
 * in time.
 */
final class Greedy {
  private final Scan scan;
  private final View view;

  Greedy(Scan scan) {
    this.scan = scan;
    this.view = scan.view();
  }

  Optional<List<Entry>> plan() {
    Map<Integer, List<Shape>> byNode = new HashMap<>();
    RackUse racks = new RackUse(scan);
    List<ShapeScan> order = new ArrayList<>(scan.shapes());
    order.sort(Comparator.comparingInt(s -> s.feasible() - s.shape().count()));
    for (ShapeScan shape : order) {
      for (int i = 0; i < shape.shape().count(); i++) {
        if (!place(shape, byNode, racks)) {
          return Optional.empty();
        }
      }
    }
    List<Entry> plan = new ArrayList<>();
    byNode.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e -> {
              Group group = new Group(e.getValue());
              plan.add(new Entry(group, e.getKey(), scan.cost(e.getKey(), group)));
            });
    return Optional.of(plan);
  }

  private boolean place(ShapeScan shape, Map<Integer, List<Shape>> byNode, RackUse racks) {
    Group alone = new Group(List.of(shape.shape()));
    int best = -1;
    long least = Long.MAX_VALUE;
    // Empty nodes come cheapest first: after as many as there are machines none can be better.
    int empty = 0;
    for (int rank = 0; rank < shape.feasible() && empty <= view.machines(); rank++) {
      int node = shape.node(rank);
      List<Shape> there = byNode.get(node);
      if (there == null) {
        empty += racks.fits(alone, node) ? 1 : 0;
      }
      long cost = added(shape, node, there);
      if (cost < least && racks.fits(alone, node)) {
        least = cost;
        best = node;
      }
    }
    if (best < 0) {
      return false;
    }
    racks.place(alone, best);
    byNode.put(best, with(byNode.get(best), shape.shape()));
    return true;
  }

  private long added(ShapeScan shape, int node, List<Shape> there) {
    Group after = new Group(with(there, shape.shape()));
    if (!scan.admits(node, after)) {
      return Long.MAX_VALUE;
    }
    return scan.cost(node, after) - (there == null ? 0 : scan.cost(node, new Group(there)));
  }

  private static List<Shape> with(List<Shape> there, Shape shape) {
    List<Shape> all = there == null ? new ArrayList<>() : new ArrayList<>(there);
    all.add(shape);
    all.sort(Comparator.comparingInt(Shape::index));
    return all;
  }
}
