package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.scheduler.model.Candidates;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Refusal;
import io.gridwright.scheduler.placement.Refusal.Cause;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says why nothing fits (SCHEDULING section 4): of each component that is to blame, the first rule
 * that excludes each node, so that the counts sum to the grid's nodes.
 */
final class Explanation {
  private final List<Rule> rules;
  private final Stages stages;

  Explanation(List<Rule> rules, Stages stages) {
    this.rules = rules;
    this.stages = stages;
  }

  /**
   * Blames the components that have no node at all; where each has one, those that the largest
   * possible plan leaves out.
   */
  Refused refused(Candidates all, boolean proved) {
    PlacementProblem problem = all.problem();
    Set<ComponentId> blamed = hopeless(all);
    Optional<FinishedPlan> most = stages.most(all);
    if (blamed.isEmpty()) {
      blamed = most.map(plan -> leftOut(plan)).orElseGet(() -> everyone(problem));
    }
    List<Refusal> refusals = new ArrayList<>();
    for (ComponentId id : blamed) {
      refusals.add(refusal(problem, firstMachine(problem, id)));
    }
    return new Refused(refusals, new Advice(rules, stages).suggestions(all, most), proved);
  }

  private static Set<ComponentId> hopeless(Candidates all) {
    Set<ComponentId> ids = new LinkedHashSet<>();
    for (int c = 0; c < all.byComponent().size(); c++) {
      if (all.byComponent().get(c).isEmpty()) {
        ids.add(all.problem().components().get(c).id());
      }
    }
    return ids;
  }

  static Set<ComponentId> leftOut(FinishedPlan plan) {
    List<PlacementComponent> placed =
        plan.pairs().stream().map(FinishedPlan.Pair::component).toList();
    Set<ComponentId> ids = new LinkedHashSet<>();
    plan.problem().components().stream()
        .filter(c -> !placed.contains(c))
        .forEach(c -> ids.add(c.id()));
    return ids;
  }

  private static Set<ComponentId> everyone(PlacementProblem problem) {
    Set<ComponentId> ids = new LinkedHashSet<>();
    problem.components().forEach(c -> ids.add(c.id()));
    return ids;
  }

  private static PlacementComponent firstMachine(PlacementProblem problem, ComponentId id) {
    return problem.components().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  /** Counts of one rule while the nodes are gone through. */
  private static final class Bar {
    private int nodes;
    private int alone;
    private final List<Miss> misses = new ArrayList<>();

    private void count(Miss miss, boolean byThisAlone) {
      nodes++;
      alone += byThisAlone ? 1 : 0;
      misses.add(miss);
    }

    private Cause cause(String rule) {
      String nearest =
          misses.stream().min(Comparator.comparingLong(Miss::shortBy)).map(Miss::text).orElse("");
      return new Cause(rule, nodes, alone, nearest);
    }
  }

  private Refusal refusal(PlacementProblem problem, PlacementComponent component) {
    Map<String, Bar> bars = new LinkedHashMap<>();
    for (PlacementNode node : problem.nodes()) {
      String first = Refusal.TOGETHER;
      Miss miss = new Miss("it would fit alone, but not together with the others", 0);
      int failing = 0;
      for (Rule rule : rules) {
        Optional<Miss> found = rule.miss(problem, component, node);
        if (found.isPresent() && failing++ == 0) {
          first = rule.name();
          miss = found.get();
        }
      }
      bars.computeIfAbsent(first, r -> new Bar()).count(miss, failing == 1);
    }
    return new Refusal(
        component.id(),
        component.name(),
        bars.entrySet().stream().map(e -> e.getValue().cause(e.getKey())).toList());
  }
}
