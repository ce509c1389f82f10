package io.gridwright.scheduler;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.SatParameters;
import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.FinishedPlan;
import java.util.List;
import java.util.Optional;

/**
 * Solves one model with the settings that SCHEDULING section 1 measured: one worker, fixed seed,
 * linearization level 2, presolve off because it costs more than it gives on a pruned model.
 * INFEASIBLE is searched again with presolve on before a customer is refused (or-tools issue 5295).
 */
final class Search {

  /**
   * @param plan the best found
   * @param infeasible whether no plan exists, proved
   * @param optimal whether no better plan exists, proved
   */
  record Outcome(Optional<FinishedPlan> plan, boolean infeasible, boolean optimal, double gap) {}

  private final int seed;
  private final SearchLimits limits;

  Search(int seed, SearchLimits limits) {
    this.seed = seed;
    this.limits = limits;
  }

  /** One run; says INFEASIBLE only to send the caller to the next stage. */
  Outcome quick(PlacementModel model) {
    return run(model, model.finish(), limits.quick(), false);
  }

  /** A run whose INFEASIBLE refuses a customer: without a plan, it is repeated with presolve on. */
  Outcome thorough(PlacementModel model) {
    CpModel finished = model.finish();
    Outcome first = run(model, finished, limits.thorough(), false);
    return first.plan().isPresent() ? first : run(model, finished, limits.proof(), true);
  }

  private Outcome run(PlacementModel model, CpModel finished, double seconds, boolean presolve) {
    CpSolver solver = NativeSolver.solver();
    configure(solver.getParameters(), seconds, presolve);
    return outcome(model, solver, solver.solve(finished));
  }

  private void configure(SatParameters.Builder parameters, double seconds, boolean presolve) {
    parameters
        .setNumWorkers(1)
        .setRandomSeed(seed)
        .setLinearizationLevel(2)
        .setCpModelPresolve(presolve)
        .setMaxDeterministicTime(seconds)
        .setMaxTimeInSeconds(limits.wallSeconds());
  }

  private static Outcome outcome(PlacementModel model, CpSolver solver, CpSolverStatus status) {
    return switch (status) {
      case OPTIMAL -> new Outcome(Optional.of(plan(model, solver)), false, true, 0);
      case FEASIBLE -> new Outcome(Optional.of(plan(model, solver)), false, false, gap(solver));
      case INFEASIBLE -> new Outcome(Optional.empty(), true, false, 1);
      case UNKNOWN -> new Outcome(Optional.empty(), false, false, 1);
      default ->
          throw new IllegalStateException(
              "CP-SAT refuses the model of %s with %s; a rule built something it cannot read"
                  .formatted(model.problem().configuration().value(), status));
    };
  }

  private static double gap(CpSolver solver) {
    double found = solver.objectiveValue();
    return (found - solver.bestObjectiveBound()) / Math.max(1, Math.abs(found));
  }

  private static FinishedPlan plan(PlacementModel model, CpSolver solver) {
    return new FinishedPlan(
        model.problem(),
        model.slots().stream()
            .flatMap(List::stream)
            .filter(s -> solver.booleanValue(s.chosen()))
            .map(s -> new FinishedPlan.Pair(s.component(), s.node()))
            .toList());
  }
}
