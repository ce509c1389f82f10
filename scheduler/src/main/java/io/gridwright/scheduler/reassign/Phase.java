package io.gridwright.scheduler.reassign;

import java.util.SplittableRandom;

/** A way to improve what hill climbing found. Every thread of a search runs each phase once. */
public interface Phase {

  /** Of the time after hill climbing what it is worth, measured; the shares of all phases are 1. */
  double share();

  /** Tells {@link Best} of every improvement, until the clock is over or it knows nothing more. */
  void run(Turn turn);

  /**
   * What one thread works with.
   *
   * @param state its own, as hill climbing left it
   * @param home where processes were at first
   * @param random its own
   * @param best of all threads and phases
   */
  record Turn(
      AssignmentState state,
      int[] home,
      SplittableRandom random,
      SearchBudget.Clock clock,
      Best best) {}
}
