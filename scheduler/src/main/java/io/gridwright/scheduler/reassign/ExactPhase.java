package io.gridwright.scheduler.reassign;

/** Large-neighbourhood search by CP-SAT from the best so far. */
public record ExactPhase(ExactSolver solver, double share) implements Phase {
  @Override
  public void run(Turn turn) {
    new ExactNeighbourhoods(turn, solver).run();
  }
}
