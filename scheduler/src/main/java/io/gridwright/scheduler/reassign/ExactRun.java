package io.gridwright.scheduler.reassign;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.reassign.ExactSolver.Effort;
import io.gridwright.scheduler.reassign.ExactSolver.Found;
import java.util.List;
import java.util.Optional;

/** Solves the model of a neighbourhood by CP-SAT, whatever problem it is of. */
public final class ExactRun {
  private ExactRun() {}

  /**
   * @param options of all processes that may move; one of each is chosen
   * @param assignment where all processes are
   * @return the best found, or nothing if nothing was found in time
   */
  public static Optional<Found> solve(
      CpModel model, List<Option> options, int[] assignment, Effort effort) {
    CpSolver solver = NativeSolver.solver();
    solver
        .getParameters()
        .setNumWorkers(1)
        .setLinearizationLevel(2)
        .setRandomSeed(effort.seed())
        .setMaxDeterministicTime(effort.deterministic())
        .setMaxTimeInSeconds(effort.seconds());
    CpSolverStatus status = solver.solve(model);
    if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
      return Optional.empty();
    }
    int[] found = assignment.clone();
    for (var option : options) {
      if (solver.booleanValue(option.chosen())) {
        found[option.process()] = option.machine();
      }
    }
    return Optional.of(new Found(found, status == CpSolverStatus.OPTIMAL));
  }
}
