package io.gridwright.scheduler.reassign;

/**
 * Temperatures between which a search anneals, in the unit of the state's deltas: growth of about
 * the temperature is accepted once in three times.
 */
public record Cooling(double hottest, double coldest) {
  public Cooling {
    if (!(coldest > 0 && hottest >= coldest)) {
      throw new IllegalArgumentException(
          "cannot cool from %s to %s; both must be above 0".formatted(hottest, coldest));
    }
  }
}
