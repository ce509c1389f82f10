package io.gridwright.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.search.Criteria;
import io.gridwright.scheduler.search.Entry;
import io.gridwright.scheduler.search.Outcome;
import io.gridwright.scheduler.search.PlanSearch;
import io.gridwright.scheduler.search.SearchLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a node for every machine of a configuration, or says why there is none (DESIGN section 5,
 * SCHEDULING). Stages, each exact: a scan of all nodes by the rules and wishes of single pairs; the
 * best plan on all-distinct nodes; where there is none, the best with shared nodes; where that has
 * none, the refusal explained. The same problem gives the same answer. Safe for use by several
 * threads.
 */
public final class Scheduler {
  private final PlanSearch search;
  private final PlacementChecker checker;
  private final ScoreSheet sheet;
  private final Explanation explanation;

  public Scheduler(Criteria criteria, SearchLimits limits) {
    this.search = new PlanSearch(criteria, limits);
    this.checker = new PlacementChecker(criteria.rules());
    this.sheet = new ScoreSheet(criteria);
    this.explanation = new Explanation(search);
  }

  /** Under an operator's policy, within the published limits of time. */
  public Scheduler(PlacementPolicy policy) {
    this(Criteria.of(policy), SearchLimits.PUBLISHED);
  }

  /** Under the published policy. */
  public static Scheduler standard() {
    return new Scheduler(PlacementPolicy.PUBLISHED);
  }

  /** Loads the solver's native library, which takes half a second; call it at start-up. */
  public static void warmUp() {
    NativeSolver.load();
  }

  /**
   * @throws PlacementRefutedException if the checker finds the plan wrong: a mistake in a rule,
   *     never in the problem
   */
  public PlacementAnswer solve(PlacementProblem problem) {
    if (problem.components().isEmpty()) {
      return Placed.NOTHING;
    }
    PlanSearch.Scanned scanned = search.scan(problem);
    Outcome outcome = scanned.best();
    boolean whole = problem.share().whole();
    if (!whole && outcome.plan().stream().noneMatch(Scheduler::spreads)) {
      scanned = search.scanWhole(problem); // refusals and shared nodes are the whole grid's matter
      outcome = scanned.best();
      whole = true;
    }
    return outcome.plan().isPresent()
        ? placed(scanned, outcome, whole)
        : explanation.refused(scanned, outcome.infeasible());
  }

  private static boolean spreads(List<Entry> plan) {
    return plan.stream().allMatch(entry -> entry.group().shapes().size() == 1);
  }

  /** Places without explaining: empty where nothing was found. For batches. */
  public Optional<Placed> place(PlacementProblem problem) {
    if (problem.components().isEmpty()) {
      return Optional.of(Placed.NOTHING);
    }
    PlanSearch.Scanned scanned = search.scanWhole(problem);
    Outcome outcome = scanned.best();
    return outcome.plan().isPresent()
        ? Optional.of(placed(scanned, outcome, true))
        : Optional.empty();
  }

  /**
   * What a placement costs that came from elsewhere, in thousandths; it need keep no rule.
   *
   * @param nodes by machine of the problem
   */
  public long cost(PlacementProblem problem, Map<PlacementComponent, NodeName> nodes) {
    return sheet.cost(plan(problem, nodes));
  }

  /** What is wrong with a placement that came from elsewhere, or that was decided earlier. */
  public List<Breach> breaches(PlacementProblem problem, Map<PlacementComponent, NodeName> nodes) {
    return checker.breaches(plan(problem, nodes));
  }

  private FinishedPlan plan(PlacementProblem problem, Map<PlacementComponent, NodeName> nodes) {
    return new FinishedPlan(
        problem,
        search.criteria().policy(),
        problem.components().stream()
            .filter(c -> nodes.containsKey(c) && problem.grid().knows(nodes.get(c)))
            .map(
                c ->
                    new FinishedPlan.Pair(
                        c, problem.grid().node(problem.grid().number(nodes.get(c)))))
            .toList());
  }

  private Placed placed(PlanSearch.Scanned scanned, Outcome outcome, boolean whole) {
    FinishedPlan plan = Plans.finished(scanned.view(), outcome.plan().orElseThrow());
    List<Breach> breaches = checker.breaches(plan);
    if (!breaches.isEmpty()) {
      throw new PlacementRefutedException(plan.problem().configuration(), breaches);
    }
    return new Placed(
        sheet.assignments(scanned, plan),
        outcome.optimal(),
        outcome.gap(),
        sheet.cost(plan),
        whole);
  }
}
