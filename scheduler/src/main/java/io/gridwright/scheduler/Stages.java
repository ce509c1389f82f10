package io.gridwright.scheduler;

import io.gridwright.scheduler.Search.Outcome;
import io.gridwright.scheduler.factor.Factor;
import io.gridwright.scheduler.model.Candidates;
import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.rule.Rule;
import java.util.List;
import java.util.Optional;

/** The stages of a search in their order, each exact (SCHEDULING section 3). */
final class Stages {
  private final List<Rule> rules;
  private final List<Factor> factors;
  private final SearchLimits limits;
  private final CandidateScan scan;

  Stages(List<Rule> rules, List<Factor> factors, SearchLimits limits) {
    this.rules = rules;
    this.factors = factors;
    this.limits = limits;
    this.scan = new CandidateScan(rules, factors);
  }

  Candidates candidates(PlacementProblem problem) {
    return scan.of(problem);
  }

  /** The best plan; without one, whether it is proved that there is none. */
  Outcome best(Candidates all) {
    if (all.lacking()) {
      return new Outcome(Optional.empty(), true, false, 1);
    }
    Search search = new Search(all.problem().seed(), limits);
    Optional<Candidates> pruned = scan.pruned(all);
    if (pruned.isPresent()) {
      Outcome distinct = search.quick(distinct(pruned.get()));
      if (distinct.plan().isPresent()) {
        return distinct;
      }
    }
    return search.thorough(whole(all));
  }

  /** A plan for as many machines as can be placed at all; empty where time ran out. */
  Optional<FinishedPlan> most(Candidates all) {
    PlacementModel model = PlacementModel.placingMost(all);
    rules.forEach(rule -> rule.addTo(model));
    return new Search(all.problem().seed(), limits).quick(model).plan();
  }

  private PlacementModel distinct(Candidates pruned) {
    PlacementModel model = PlacementModel.placingAll(pruned);
    rules.forEach(rule -> rule.addTo(model));
    for (PlacementNode node : pruned.problem().nodes()) {
      model.atMostOne(node, c -> true);
    }
    return model;
  }

  private PlacementModel whole(Candidates all) {
    PlacementModel model = PlacementModel.placingAll(all);
    rules.forEach(rule -> rule.addTo(model));
    factors.forEach(factor -> factor.addTo(model, all.dearest()));
    return model;
  }
}
