package io.gridwright.scheduler.reassign.roadef;

import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.reassign.ExactSolver;
import io.gridwright.scheduler.reassign.Neighbourhood;
import java.util.Optional;

/** Machine reassignment by CP-SAT. */
public final class RoadefExactSolver implements ExactSolver {
  private static final double MOST = 1e15;

  private final RoadefInstance instance;
  private final int[] home;

  public RoadefExactSolver(RoadefInstance instance, int[] initial) {
    this.instance = instance;
    this.home = initial.clone();
    NativeSolver.load();
  }

  /** CP-SAT refuses models whose sums come near 64 bits. */
  public static boolean accepts(RoadefInstance instance) {
    return LargestCost.of(instance) < MOST;
  }

  @Override
  public double share() {
    return 0.3;
  }

  @Override
  public int firstSize() {
    return 4;
  }

  @Override
  public Optional<Found> solve(int[] assignment, Neighbourhood neighbourhood, Effort effort) {
    var exact = new ExactModel(instance, home, assignment, neighbourhood);
    CpSolver solver = NativeSolver.solver();
    solver
        .getParameters()
        .setNumWorkers(1)
        .setLinearizationLevel(2)
        .setRandomSeed(effort.seed())
        .setMaxDeterministicTime(effort.deterministic())
        .setMaxTimeInSeconds(effort.seconds());
    CpSolverStatus status = solver.solve(exact.model());
    if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
      return Optional.empty();
    }
    int[] found = assignment.clone();
    for (var option : exact.options()) {
      if (solver.booleanValue(option.chosen())) {
        found[option.process()] = option.machine();
      }
    }
    return Optional.of(new Found(found, status == CpSolverStatus.OPTIMAL));
  }
}
