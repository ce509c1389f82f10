package io.gridwright.scheduler;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.SatParameters;
import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.FinishedPlan;
import java.util.List;
import java.util.Optional;

/**
 * Solves one model with the settings that SCHEDULING section 1 measured: one worker, fixed seed,
 * linearization level 2, presolve off because it costs more than it gives on a pruned model.
 * INFEASIBLE and UNKNOWN are searched again with presolve on before anyone believes them (or-tools
 * issue 5295).
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

  Outcome solve(PlacementModel model, double deterministicSeconds) {
    CpModel finished = model.finish();
    CpSolver solver = new CpSolver();
    configure(solver.getParameters(), deterministicSeconds, false);
    CpSolverStatus status = solver.solve(finished);
    if (status == CpSolverStatus.INFEASIBLE || status == CpSolverStatus.UNKNOWN) {
      solver = new CpSolver();
      configure(solver.getParameters(), limits.thorough(), true);
      status = solver.solve(finished);
    }
    return outcome(model, solver, status);
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
