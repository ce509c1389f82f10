package io.gridwright.scheduler.reassign;

import java.util.Optional;
import java.util.SplittableRandom;

/** The same problem as an {@link AssignmentState}'s, for a solver that proves what it finds. */
public interface ExactSolver {

  /**
   * Searches one neighbourhood.
   *
   * @param assignment keeps all hard rules
   * @return the best found, or nothing if nothing was found in time
   */
  Optional<Found> solve(int[] assignment, Neighbourhood neighbourhood, Effort effort);

  /** Returns so many machines that are worth a neighbourhood. */
  int[] draw(int[] assignment, int size, SplittableRandom random);

  /** Machines in its first neighbourhoods; the search adapts that. */
  int firstSize();

  /**
   * @param seconds by the wall clock
   * @param deterministic CP-SAT's own measure of work, about seconds too
   */
  record Effort(double seconds, double deterministic, int seed) {}

  /**
   * @param proved whether the neighbourhood has nothing better
   */
  record Found(int[] assignment, boolean proved) {}
}
