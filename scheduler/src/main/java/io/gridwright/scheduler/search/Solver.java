package io.gridwright.scheduler.search;

import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import io.gridwright.scheduler.model.NativeSolver;

/**
 * Solves one model with the settings that SCHEDULING section 1 measured: one worker, fixed seed,
 * linearization level 2, presolve off because it costs more than it gives on a pruned model.
 * INFEASIBLE is searched again with presolve on before a customer is refused (or-tools issue 5295).
 */
final class Solver {
  private final int seed;
  private final SearchLimits limits;

  Solver(int seed, SearchLimits limits) {
    this.seed = seed;
    this.limits = limits;
  }

  /** A short run; where it says INFEASIBLE, that is confirmed. */
  Outcome quick(GroupModel model) {
    Outcome first = run(model, limits.quick(), false);
    return first.infeasible() ? run(model, limits.quick(), true) : first;
  }

  /** A run whose INFEASIBLE refuses a customer: without a plan, it is repeated with presolve on. */
  Outcome thorough(GroupModel model) {
    Outcome first = run(model, limits.thorough(), false);
    return first.plan().isPresent() ? first : run(model, limits.proof(), true);
  }

  private Outcome run(GroupModel model, double seconds, boolean presolve) {
    CpSolver solver = NativeSolver.solver();
    solver
        .getParameters()
        .setNumWorkers(1)
        .setRandomSeed(seed)
        .setLinearizationLevel(2)
        .setCpModelPresolve(presolve)
        .setMaxDeterministicTime(seconds)
        .setMaxTimeInSeconds(limits.wallSeconds());
    CpSolverStatus status = solver.solve(model.cp());
    return switch (status) {
      case OPTIMAL -> Outcome.optimal(model.plan(solver));
      case FEASIBLE -> Outcome.feasible(model.plan(solver), gap(solver));
      case INFEASIBLE -> Outcome.impossible();
      case UNKNOWN -> Outcome.unknown();
      default ->
          throw new IllegalStateException(
              "CP-SAT refuses the model with %s; something was built that it cannot read"
                  .formatted(status));
    };
  }

  private static double gap(CpSolver solver) {
    double found = solver.objectiveValue();
    return (found - solver.bestObjectiveBound()) / Math.max(1, Math.abs(found));
  }
}
