package io.gridwright.scheduler.search;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A placement as a CP-SAT model: a Boolean for each entry, that is a group on a node. Each shape
 * has as many machines placed as there are, each node takes one group at most, racks keep their
 * limits. All that concerns one node stands in the entries already, as cost or by absence, so that
 * factors need no form of their own here. One instance is built and solved once.
 */
final class GroupModel {
  private final View view;
  private final List<Entry> entries;
  private final CpModel cp = new CpModel();
  private final List<BoolVar> chosen = new ArrayList<>();
  private final LinearExprBuilder objective = LinearExpr.newBuilder();

  static {
    NativeSolver.load();
  }

  private GroupModel(Scan scan, List<Entry> entries) {
    this.view = scan.view();
    this.entries = entries;
    for (int i = 0; i < entries.size(); i++) {
      chosen.add(cp.newBoolVar("e" + i));
    }
    oneGroupPerNode();
    scan.racks().limits().forEach(this::limit);
  }

  /** Every machine placed, at the least cost. */
  static GroupModel placingAll(Scan scan, List<Entry> entries) {
    GroupModel model = new GroupModel(scan, entries);
    for (Shape shape : model.view.shapes()) {
      model.cp.addEquality(model.placed(shape), shape.count());
    }
    for (int i = 0; i < entries.size(); i++) {
      model.objective.addTerm(model.chosen.get(i), entries.get(i).cost());
    }
    model.cp.minimize(model.objective);
    return model;
  }

  /** As many machines placed as can be, at whatever cost: for explanations. */
  static GroupModel placingMost(Scan scan, List<Entry> entries) {
    GroupModel model = new GroupModel(scan, entries);
    LinearExprBuilder all = LinearExpr.newBuilder();
    for (Shape shape : model.view.shapes()) {
      model.cp.addLessOrEqual(model.placed(shape), shape.count());
    }
    for (int i = 0; i < entries.size(); i++) {
      all.addTerm(model.chosen.get(i), entries.get(i).group().size());
    }
    model.cp.maximize(all);
    return model;
  }

  private LinearExprBuilder placed(Shape shape) {
    LinearExprBuilder placed = LinearExpr.newBuilder();
    for (int i = 0; i < entries.size(); i++) {
      int count = entries.get(i).group().count(shape);
      if (count > 0) {
        placed.addTerm(chosen.get(i), count);
      }
    }
    return placed;
  }

  private void oneGroupPerNode() {
    Map<Integer, List<Literal>> byNode = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      byNode.computeIfAbsent(entries.get(i).node(), n -> new ArrayList<>()).add(chosen.get(i));
    }
    for (List<Literal> here : byNode.values()) {
      if (here.size() > 1) {
        cp.addAtMostOne(here);
      }
    }
  }

  private void limit(RackBook.Limit limit) {
    Map<Integer, LinearExprBuilder> taken = new TreeMap<>();
    Map<Integer, Integer> most = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int members = 0;
      for (Shape shape : entry.group().shapes()) {
        members += shape.sample().tier() == limit.tier() ? 1 : 0;
      }
      if (members > 0) {
        int rack = view.grid().rack(entry.node());
        taken.computeIfAbsent(rack, r -> LinearExpr.newBuilder()).addTerm(chosen.get(i), members);
        most.merge(rack, members, Integer::sum);
      }
    }
    taken.forEach(
        (rack, sum) -> {
          int left = limit.left(rack);
          // A full rack is a matter of single pairs, which have it as cost or are not there.
          if (left > 0 && most.get(rack) > left) {
            bind(limit, sum, left);
          }
        });
  }

  private void bind(RackBook.Limit limit, LinearExprBuilder taken, int left) {
    if (limit.hard()) {
      cp.addLessOrEqual(taken, left);
      return;
    }
    IntVar beyond = cp.newIntVar(0, view.machines(), "beyond");
    cp.addLessOrEqual(taken.addTerm(beyond, -1), left);
    objective.addTerm(beyond, limit.cost());
  }

  /** Starts the search at a plan that is known. */
  void hint(List<Entry> plan) {
    Set<Entry> known = new HashSet<>(plan);
    for (int i = 0; i < entries.size(); i++) {
      cp.addHint(chosen.get(i), known.contains(entries.get(i)));
    }
  }

  CpModel cp() {
    return cp;
  }

  /** The entries that a solver chose. */
  List<Entry> plan(CpSolver solver) {
    List<Entry> plan = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (solver.booleanValue(chosen.get(i))) {
        plan.add(entries.get(i));
      }
    }
    return plan;
  }
}
