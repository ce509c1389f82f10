package io.gridwright.scheduler.search;

import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best plan that shares no node. Nodes by Rule A; a matching, which proves the optimum by
 * itself where racks do not bind; else CP-SAT on what Rule D leaves (SCHEDULING section 3).
 */
final class DistinctStage {
  private final Scan scan;
  private final View view;
  private final Solver solver;
  private final List<int[]> nodes;
  private final Map<Integer, Integer> columns = new HashMap<>();
  private final List<Integer> nodeOf = new ArrayList<>();
  private final int[] shapeOf;

  DistinctStage(Scan scan, Solver solver) {
    this.scan = scan;
    this.view = scan.view();
    this.solver = solver;
    this.nodes = new Pruning(scan).distinct(node -> !view.ownOn(node));
    for (int[] ofShape : nodes) {
      for (int node : ofShape) {
        if (columns.putIfAbsent(node, columns.size()) == null) {
          nodeOf.add(node);
        }
      }
    }
    this.shapeOf =
        view.shapes().stream()
            .flatMapToInt(s -> Arrays.stream(new int[s.count()]).map(i -> s.index()))
            .toArray();
  }

  Outcome best() {
    if (columns.size() < shapeOf.length) {
      return Outcome.impossible();
    }
    Matching matching = new Matching(costs(), columns.size());
    if (!matching.feasible()) {
      return Outcome.impossible();
    }
    int[] matched = matching.columnOf();
    RackUse use = new RackUse(scan);
    boolean keepsRacks = true;
    for (int row = 0; row < matched.length; row++) {
      keepsRacks &= use.place(shape(row), nodeOf.get(matched[row])) == 0;
    }
    return keepsRacks ? Outcome.optimal(entries(matched)) : solved(matching);
  }

  private long[][] costs() {
    long[][] byShape = new long[view.shapes().size()][];
    for (int s = 0; s < byShape.length; s++) {
      byShape[s] = new long[columns.size()];
      Arrays.fill(byShape[s], Matching.NEVER);
      for (int node : nodes.get(s)) {
        byShape[s][columns.get(node)] = scan.shapes().get(s).cost(node);
      }
    }
    return Arrays.stream(shapeOf).mapToObj(s -> byShape[s]).toArray(long[][]::new);
  }

  private Group shape(int row) {
    return new Group(List.of(view.shapes().get(shapeOf[row])));
  }

  private List<Entry> entries(int[] columnOf) {
    List<Entry> plan = new ArrayList<>();
    for (int row = 0; row < columnOf.length; row++) {
      int node = nodeOf.get(columnOf[row]);
      plan.add(new Entry(shape(row), node, scan.shapes().get(shapeOf[row]).cost(node)));
    }
    return plan;
  }

  private Outcome solved(Matching matching) {
    Optional<List<Entry>> known = repaired(matching).map(this::entries);
    long cost = known.map(plan -> RackUse.costOf(scan, plan)).orElse(Matching.NEVER);
    long slack = cost - matching.total();
    List<Entry> left = new ArrayList<>();
    for (int s = 0; s < nodes.size(); s++) {
      Group group = new Group(List.of(view.shapes().get(s)));
      for (int node : nodes.get(s)) {
        if (atLeast(matching, s, columns.get(node)) <= slack) {
          left.add(new Entry(group, node, scan.shapes().get(s).cost(node)));
        }
      }
    }
    GroupModel model = GroupModel.placingAll(scan, left);
    known.ifPresent(model::hint);
    return solver.quick(model).orKnown(scan, known, (double) slack / Math.max(1, cost));
  }

  /** Equal machines may be exchanged, so that the dearest bound of any of them holds for all. */
  private long atLeast(Matching matching, int shape, int column) {
    long most = 0;
    for (int row = 0; row < shapeOf.length; row++) {
      if (shapeOf[row] == shape) {
        most = Math.max(most, matching.reducedCost(row, column));
      }
    }
    return most;
  }

  /** The matching, where it keeps racks, and the cheapest node that does for the rest. */
  private Optional<int[]> repaired(Matching matching) {
    int[] matched = matching.columnOf();
    int[] plan = new int[matched.length];
    Arrays.fill(plan, -1);
    boolean[] taken = new boolean[columns.size()];
    RackUse use = new RackUse(scan);
    for (int row = 0; row < plan.length; row++) {
      if (use.fits(shape(row), nodeOf.get(matched[row]))) {
        plan[row] = matched[row];
        taken[plan[row]] = true;
        use.place(shape(row), nodeOf.get(plan[row]));
      }
    }
    for (int row = 0; row < plan.length; row++) {
      if (plan[row] < 0) {
        for (int node : nodes.get(shapeOf[row])) {
          int column = columns.get(node);
          if (!taken[column] && use.fits(shape(row), node)) {
            plan[row] = column;
            taken[column] = true;
            use.place(shape(row), node);
            break;
          }
        }
        if (plan[row] < 0) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(plan);
  }
}
