package io.gridwright.scheduler.reassign;

/** Simulated annealing from where hill climbing ended. */
public record AnnealingPhase(Cooling cooling, double share) implements Phase {
  @Override
  public void run(Turn turn) {
    new Annealing(turn).run(cooling);
  }
}
