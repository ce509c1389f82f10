package io.gridwright.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.placement.Assignment;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Standing;
import io.gridwright.scheduler.search.Criteria;
import io.gridwright.scheduler.search.PlanSearch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says why a plan is as it is: what each factor counts, and how each node compares. */
final class ScoreSheet {
  private final Criteria criteria;

  ScoreSheet(Criteria criteria) {
    this.criteria = criteria;
  }

  List<Assignment> assignments(PlanSearch.Scanned scanned, FinishedPlan plan) {
    return plan.pairs().stream()
        .map(
            pair ->
                new Assignment(
                    pair.component().id(),
                    pair.component().name(),
                    pair.component().ordinal(),
                    pair.node().name(),
                    score(plan, pair),
                    standing(scanned, pair)))
        .toList();
  }

  /** The whole cost of a plan, value times weight, in thousandths: nothing is rounded. */
  long cost(FinishedPlan plan) {
    long cost = 0;
    for (FinishedPlan.Pair pair : plan.pairs()) {
      for (Criteria.Wish wish : criteria.wishes()) {
        cost += wish.factor().value(plan, pair) * wish.setting().weightThousandths();
      }
    }
    return cost;
  }

  private Map<String, Long> score(FinishedPlan plan, FinishedPlan.Pair pair) {
    Map<String, Long> score = new TreeMap<>();
    for (Criteria.Wish wish : criteria.wishes()) {
      score.put(wish.factor().name(), wish.setting().cost(wish.factor().value(plan, pair)));
    }
    return score;
  }

  private static Standing standing(PlanSearch.Scanned scanned, FinishedPlan.Pair pair) {
    int shape = scanned.view().shapeOf(pair.component()).index();
    int node = scanned.view().grid().number(pair.node().name());
    long own = scanned.cost(shape, node);
    int cheaper = 0;
    while (scanned.cost(shape, scanned.candidate(shape, cheaper)) < own) {
      cheaper++;
    }
    int first = scanned.candidate(shape, 0);
    Optional<Integer> other =
        first != node
            ? Optional.of(first)
            : scanned.candidates(shape) > 1
                ? Optional.of(scanned.candidate(shape, 1))
                : Optional.empty();
    Optional<NodeName> runnerUp = other.map(n -> scanned.view().grid().name(n));
    long margin = other.map(n -> scanned.cost(shape, n) - own).orElse(0L);
    return new Standing(
        cheaper + 1, scanned.candidates(shape), runnerUp, margin / FactorSetting.FULL);
  }
}
