package io.gridwright.scheduler.search;

/**
 * How long a search may take. Deterministic time bounds it, so that the same problem ends the same
 * way on every machine; the wall clock is only the net below.
 *
 * @param quick deterministic seconds for the pruned model
 * @param thorough deterministic seconds for the model with shared nodes
 * @param proof deterministic seconds for a repetition that proves that there is no plan
 * @param wallSeconds real seconds for any one search; reaching them makes the answer depend on the
 *     machine
 */
public record SearchLimits(double quick, double thorough, double proof, double wallSeconds) {
  /** The budget of SCHEDULING section 3, with room for a refusal's proof. */
  public static final SearchLimits PUBLISHED = new SearchLimits(0.25, 0.4, 0.75, 4);

  /** For whoever waits for the answer: all stages and the advice together within two seconds. */
  public static final SearchLimits PREVIEW = new SearchLimits(0.15, 0.2, 0.3, 0.6);

  /** For advice to a customer who was refused: several changes are tried within a second. */
  static final SearchLimits ADVICE = new SearchLimits(0.05, 0.08, 0.08, 0.5);

  public SearchLimits {
    if (quick <= 0 || thorough <= 0 || proof <= 0 || wallSeconds <= 0) {
      throw new IllegalArgumentException(
          "search limits %s, %s, %s, %s must be above 0"
              .formatted(quick, thorough, proof, wallSeconds));
    }
  }
}
