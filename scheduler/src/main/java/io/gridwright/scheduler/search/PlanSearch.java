package io.gridwright.scheduler.search;

import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Share;
import java.util.List;
import java.util.Optional;

/** The stages of a search in their order, each exact (SCHEDULING section 3). */
public final class PlanSearch {
  private final Criteria criteria;
  private final SearchLimits limits;

  public PlanSearch(Criteria criteria, SearchLimits limits) {
    this.criteria = criteria;
    this.limits = limits;
  }

  /** The same with another policy and little time: what it does not find is not suggested. */
  public PlanSearch tryingOut(PlacementPolicy other) {
    return new PlanSearch(criteria.under(other), SearchLimits.ADVICE);
  }

  public Criteria criteria() {
    return criteria;
  }

  /** Looks at every node of the problem's share. */
  public Scanned scan(PlacementProblem problem) {
    return scan(problem, problem.share());
  }

  /** Looks at every node of the grid. */
  public Scanned scanWhole(PlacementProblem problem) {
    return scan(problem, Share.WHOLE);
  }

  private Scanned scan(PlacementProblem problem, Share share) {
    return new Scanned(new Scan(new View(problem, criteria.policy()), criteria, share));
  }

  /** A problem that was looked at: what the search begins with, and explanations ask. */
  public final class Scanned {
    private final Scan scan;

    private Scanned(Scan scan) {
      this.scan = scan;
    }

    public View view() {
      return scan.view();
    }

    /** How many nodes can take a machine of the shape alone. */
    public int candidates(int shape) {
      return scan.shapes().get(shape).feasible();
    }

    /** The node of that rank, 0 for the cheapest of those that can take the shape alone. */
    public int candidate(int shape, int rank) {
      return scan.shapes().get(shape).node(rank);
    }

    /** What a node costs a machine of the shape alone, in thousandths; below 0: it can't. */
    public long cost(int shape, int node) {
      return scan.shapes().get(shape).cost(node);
    }

    /** The best plan; without one, whether it is proved that there is none. */
    public Outcome best() {
      if (scan.lacking()) {
        return Outcome.impossible();
      }
      Solver solver = new Solver(view().problem().seed(), limits);
      if (!criteria.spreadsFirst()) {
        return new SharedStage(scan, solver, true).best();
      }
      Outcome distinct = new DistinctStage(scan, solver).best();
      if (distinct.plan().isPresent() || criteria.spreadsOnly()) {
        return distinct;
      }
      Outcome shared = new SharedStage(scan, solver, true).best();
      // A plan that shares is the best only where it is known that none can do without.
      return distinct.infeasible() ? shared : shared.unproved();
    }

    /** The best plan by the whole model, without any pruning: to compare with, on small grids. */
    public Outcome bestUnpruned() {
      return scan.lacking()
          ? Outcome.impossible()
          : new SharedStage(scan, new Solver(view().problem().seed(), limits), false).best();
    }

    /** A plan for as many machines as can be placed at all; empty where time ran out. */
    public Optional<List<Entry>> most() {
      return new SharedStage(scan, new Solver(view().problem().seed(), limits), true).most();
    }
  }
}
