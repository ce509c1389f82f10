package io.gridwright.scheduler;

import io.gridwright.scheduler.factor.Factor;
import io.gridwright.scheduler.model.Candidates;
import io.gridwright.scheduler.model.Candidates.Candidate;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.rule.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the nodes that can take each component alone, cheapest first. Equally cheap nodes follow
 * each other in an order of the seed's, so that simultaneous orders with seeds of their own don't
 * all run for the same nodes; seed 0 takes them by name.
 */
final class CandidateScan {
  private final List<Rule> rules;
  private final List<Factor> factors;

  CandidateScan(List<Rule> rules, List<Factor> factors) {
    this.rules = rules;
    this.factors = factors;
  }

  Candidates of(PlacementProblem problem) {
    return new Candidates(
        problem, problem.components().stream().map(c -> ofComponent(problem, c)).toList());
  }

  /**
   * The same, cut down to what an optimal plan on all-distinct nodes can need; empty where that
   * says nothing of the optimum.
   *
   * <p>Rule A of SCHEDULING section 3 without racks: with k machines to place, the k cheapest nodes
   * of each suffice, because the others occupy at most k-1 of them and moving the machine there
   * keeps every rule. Rule B: a plan that shares no node beats every plan that does. The latter
   * needs that nothing of the configuration stands anywhere yet; otherwise a plan that shares may
   * come as cheap.
   */
  Optional<Candidates> pruned(Candidates all) {
    PlacementProblem problem = all.problem();
    int machines = problem.components().size();
    boolean fresh = problem.nodes().stream().allMatch(n -> problem.ownOn(n).isEmpty());
    return fresh && machines <= problem.nodes().size()
        ? Optional.of(all.cheapest(machines))
        : Optional.empty();
  }

  private List<Candidate> ofComponent(PlacementProblem problem, PlacementComponent component) {
    return problem.nodes().stream()
        .filter(n -> rules.stream().allMatch(r -> r.miss(problem, component, n).isEmpty()))
        .map(n -> new Candidate(n, pairCost(problem, component, n)))
        .sorted(
            Comparator.comparingLong(Candidate::cost)
                .thenComparingLong(c -> mixed(problem.seed(), c.node().name().value()))
                .thenComparing(c -> c.node().name()))
        .toList();
  }

  private long pairCost(
      PlacementProblem problem, PlacementComponent component, PlacementNode node) {
    return factors.stream().mapToLong(f -> f.pairCost(problem, component, node)).sum();
  }

  /** A fixed scramble of the name by the seed: the finaliser of MurmurHash3. */
  private static long mixed(int seed, String name) {
    long h = seed * (long) name.hashCode();
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
