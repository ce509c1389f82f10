package io.gridwright.scheduler;

/**
 * How long a search may take. Deterministic time bounds it, so that the same problem ends the same
 * way on every machine; the wall clock is only the net below.
 *
 * @param quick deterministic seconds for the pruned model
 * @param thorough deterministic seconds for the whole model, and for proving a refusal
 * @param wallSeconds real seconds for any one search; reaching them makes the answer depend on the
 *     machine
 */
public record SearchLimits(double quick, double thorough, double wallSeconds) {
  /** The budget of SCHEDULING section 3, with room for a refusal's proof. */
  public static final SearchLimits PUBLISHED = new SearchLimits(0.25, 1.5, 10);

  public SearchLimits {
    if (quick <= 0 || thorough <= 0 || wallSeconds <= 0) {
      throw new IllegalArgumentException(
          "search limits %s, %s, %s must be above 0".formatted(quick, thorough, wallSeconds));
    }
  }
}
