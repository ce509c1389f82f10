package io.gridwright.scheduler.reassign.roadef;

import io.gridwright.scheduler.reassign.AnnealingPhase;
import io.gridwright.scheduler.reassign.Cooling;
import io.gridwright.scheduler.reassign.ExactPhase;
import io.gridwright.scheduler.reassign.Phase;
import java.util.List;

/** How machine reassignment is searched; the shares are measured. */
public final class RoadefPhases {
  private static final double ANNEALING = 0.67;

  /** Where one annealing ends differs by a percent of the initial cost: the best of some counts. */
  private static final int ANNEALINGS = 3;

  private RoadefPhases() {}

  /** CP-SAT refuses sums near 64 bits; annealing does not need it. */
  public static List<Phase> of(RoadefInstance instance, int[] initial) {
    var cooling = new RoadefState(instance, initial).cooling();
    return RoadefExactSolver.accepts(instance)
        ? List.of(
            annealing(cooling),
            annealing(cooling),
            annealing(cooling),
            new ExactPhase(new RoadefExactSolver(instance, initial), 1 - ANNEALING))
        : annealing(instance, initial);
  }

  private static Phase annealing(Cooling cooling) {
    return new AnnealingPhase(cooling, ANNEALING / ANNEALINGS);
  }

  static List<Phase> annealing(RoadefInstance instance, int[] initial) {
    return List.of(new AnnealingPhase(new RoadefState(instance, initial).cooling(), 1));
  }
}
