package io.gridwright.scheduler.reassign.roadef;

import io.gridwright.scheduler.reassign.AnnealingPhase;
import io.gridwright.scheduler.reassign.ExactPhase;
import io.gridwright.scheduler.reassign.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How machine reassignment is searched; the shares are measured. */
public final class RoadefPhases {
  private static final double ANNEALING = 0.67;

  /** Where one annealing ends differs by a percent of the initial cost: the best of some counts. */
  private static final int ANNEALINGS = 3;

  private RoadefPhases() {}

  /** CP-SAT refuses sums near 64 bits; annealing does not need it. */
  public static List<Phase> of(RoadefInstance instance, int[] initial) {
    if (!RoadefExactSolver.accepts(instance)) {
      return annealing(instance, initial);
    }
    var cooling = new RoadefState(instance, initial).cooling();
    var phases =
        new ArrayList<Phase>(
            Collections.nCopies(ANNEALINGS, new AnnealingPhase(cooling, ANNEALING / ANNEALINGS)));
    phases.add(new ExactPhase(new RoadefExactSolver(instance, initial), 1 - ANNEALING));
    return phases;
  }

  static List<Phase> annealing(RoadefInstance instance, int[] initial) {
    return List.of(new AnnealingPhase(new RoadefState(instance, initial).cooling(), 1));
  }
}
