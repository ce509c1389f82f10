package io.gridwright.scheduler;

import io.gridwright.scheduler.Search.Outcome;
import io.gridwright.scheduler.factor.Factor;
import io.gridwright.scheduler.model.Candidates;
import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.placement.Assignment;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds a node for every machine of a configuration, or says why there is none (DESIGN section 5,
 * SCHEDULING). Stages, each exact: candidates by the rules of single pairs; the pruned model with
 * all machines on distinct nodes; where that has no plan, the whole model with co-location as a
 * cost; where that has none, the refusal explained. The same problem gives the same answer. Safe
 * for use by several threads.
 */
public final class Scheduler {
  private final List<Factor> factors;
  private final Stages stages;
  private final PlacementChecker checker;
  private final Explanation explanation;

  public Scheduler(List<Rule> rules, List<Factor> factors, SearchLimits limits) {
    this.factors = List.copyOf(factors);
    this.stages = new Stages(List.copyOf(rules), this.factors, limits);
    this.checker = new PlacementChecker(rules);
    this.explanation = new Explanation(List.copyOf(rules), stages);
  }

  /** With the rules and factors of {@link StandardPolicy}. */
  public static Scheduler standard() {
    return new Scheduler(StandardPolicy.rules(), StandardPolicy.factors(), SearchLimits.PUBLISHED);
  }

  /** Loads the solver's native library, which takes half a second; call it at start-up. */
  public static void warmUp() {
    NativeSolver.load();
  }

  /**
   * @throws PlacementRefutedException if the checker finds the solver's plan wrong: a mistake in a
   *     rule, never in the problem
   */
  public PlacementAnswer solve(PlacementProblem problem) {
    if (problem.components().isEmpty()) {
      return new Placed(List.of(), true, 0);
    }
    Candidates all = stages.candidates(problem);
    Outcome outcome = stages.best(all);
    return outcome
        .plan()
        .<PlacementAnswer>map(plan -> placed(plan, outcome))
        .orElseGet(() -> explanation.refused(all, outcome.infeasible()));
  }

  private Placed placed(FinishedPlan plan, Outcome outcome) {
    List<Breach> breaches = checker.breaches(plan);
    if (!breaches.isEmpty()) {
      throw new PlacementRefutedException(plan.problem().configuration(), breaches);
    }
    return new Placed(
        plan.pairs().stream().map(pair -> assignment(plan, pair)).toList(),
        outcome.optimal(),
        outcome.gap());
  }

  private Assignment assignment(FinishedPlan plan, FinishedPlan.Pair pair) {
    Map<String, Long> score = new TreeMap<>();
    factors.forEach(factor -> score.put(factor.name(), factor.cost(plan, pair)));
    return new Assignment(
        pair.component().id(),
        pair.component().name(),
        pair.component().ordinal(),
        pair.node().name(),
        score);
  }
}
