package io.gridwright.scheduler.model;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The placement as a CP-SAT model (SCHEDULING section 2): a Boolean for each candidate pair,
 * exactly one of each component. Rules and factors add themselves through the verbs here and see
 * only pairs that are candidates. One instance is built and solved once.
 */
public final class PlacementModel {

  /** A candidate pair and the variable that says whether it is chosen. */
  public record Slot(PlacementComponent component, PlacementNode node, BoolVar chosen) {}

  private final PlacementProblem problem;
  private final CpModel cp = new CpModel();
  private final List<List<Slot>> byComponent = new ArrayList<>();
  private final Map<PlacementNode, List<Slot>> byNode = new LinkedHashMap<>();
  private final LinearExprBuilder objective = LinearExpr.newBuilder();

  static {
    NativeSolver.load();
  }

  private PlacementModel(Candidates candidates) {
    this.problem = candidates.problem();
    for (PlacementNode node : problem.nodes()) {
      byNode.put(node, new ArrayList<>());
    }
    for (int c = 0; c < problem.components().size(); c++) {
      addSlots(problem.components().get(c), candidates.byComponent().get(c));
    }
  }

  /** Every component placed, at the least cost of the pairs and of what factors add. */
  public static PlacementModel placingAll(Candidates candidates) {
    PlacementModel model = new PlacementModel(candidates);
    for (int c = 0; c < model.byComponent.size(); c++) {
      model.cp.addExactlyOne(chosen(model.byComponent.get(c)));
      for (int i = 0; i < model.byComponent.get(c).size(); i++) {
        model.objective.addTerm(
            model.byComponent.get(c).get(i).chosen(),
            candidates.byComponent().get(c).get(i).cost());
      }
    }
    return model;
  }

  /** As many components placed as can be, at whatever cost: for explanations. */
  public static PlacementModel placingMost(Candidates candidates) {
    PlacementModel model = new PlacementModel(candidates);
    for (List<Slot> slots : model.byComponent) {
      model.cp.addAtMostOne(chosen(slots));
      slots.forEach(s -> model.objective.addTerm(s.chosen(), -1));
    }
    return model;
  }

  public PlacementProblem problem() {
    return problem;
  }

  /** Candidate pairs of each component, in the problem's order. */
  public List<List<Slot>> slots() {
    return byComponent;
  }

  /**
   * Holds the sum of an amount over the chosen components of a node; left out where it can't bind.
   */
  public void limit(PlacementNode node, ToLongFunction<PlacementComponent> amount, long most) {
    List<Slot> taking =
        byNode.get(node).stream().filter(s -> amount.applyAsLong(s.component()) > 0).toList();
    long sum = taking.stream().mapToLong(s -> amount.applyAsLong(s.component())).sum();
    if (sum > most) {
      LinearExprBuilder taken = LinearExpr.newBuilder();
      taking.forEach(s -> taken.addTerm(s.chosen(), amount.applyAsLong(s.component())));
      cp.addLessOrEqual(taken, most);
    }
  }

  /** Lets at most one of some components stand on a node. */
  public void atMostOne(PlacementNode node, Predicate<PlacementComponent> of) {
    List<Slot> some = byNode.get(node).stream().filter(s -> of.test(s.component())).toList();
    if (some.size() > 1) {
      cp.addAtMostOne(chosen(some));
    }
  }

  /**
   * Charges for each component on a node beyond the first, {@code standing} being there already.
   */
  public void chargeBeyondFirst(PlacementNode node, int standing, long cost) {
    List<Slot> here = byNode.get(node);
    if (here.isEmpty() || here.size() + standing < 2) {
      return;
    }
    LinearExprBuilder all = LinearExpr.newBuilder();
    here.forEach(s -> all.add(s.chosen()));
    if (standing > 0) {
      objective.addTerm(all.build(), cost);
      return;
    }
    IntVar beyond = cp.newIntVar(0, here.size() - 1L, "beyond " + node.name().value());
    LinearArgument first = all.add(-1).build();
    cp.addGreaterOrEqual(beyond, first);
    objective.addTerm(beyond, cost);
  }

  /** The finished model with its objective. */
  public CpModel finish() {
    cp.minimize(objective);
    return cp;
  }

  private void addSlots(PlacementComponent component, List<Candidates.Candidate> candidates) {
    List<Slot> slots =
        candidates.stream()
            .map(
                c ->
                    new Slot(
                        component,
                        c.node(),
                        cp.newBoolVar(component.label() + " on " + c.node().name().value())))
            .toList();
    byComponent.add(slots);
    slots.forEach(s -> byNode.get(s.node()).add(s));
  }

  private static Literal[] chosen(List<Slot> slots) {
    return slots.stream().map(Slot::chosen).toArray(Literal[]::new);
  }
}
