package io.gridwright.domain.placement;

/** In which form a factor of placement counts (F82). */
public enum FactorMode {
  /** A cost by its weight. */
  SCORE,
  /** What breaks it is no placement. */
  RULE,
  /** Not at all. */
  OFF
}
