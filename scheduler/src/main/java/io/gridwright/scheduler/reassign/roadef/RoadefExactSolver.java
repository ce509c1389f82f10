package io.gridwright.scheduler.reassign.roadef;

import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.reassign.ExactRun;
import io.gridwright.scheduler.reassign.ExactSolver;
import io.gridwright.scheduler.reassign.Neighbourhood;
import java.util.Optional;
import java.util.SplittableRandom;

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
  public int[] draw(int[] assignment, int size, SplittableRandom random) {
    return new MachineDraw(instance, home, assignment, random).draw(size);
  }

  @Override
  public int firstSize() {
    return 4;
  }

  @Override
  public Optional<Found> solve(int[] assignment, Neighbourhood neighbourhood, Effort effort) {
    var exact = new ExactModel(instance, home, assignment, neighbourhood);
    return ExactRun.solve(exact.model(), exact.options(), assignment, effort);
  }
}
