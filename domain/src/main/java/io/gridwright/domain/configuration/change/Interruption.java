package io.gridwright.domain.configuration.change;

/** What clients of a component notice while it is changed, the milder first. */
public enum Interruption {
  /** Every request is answered. */
  NONE,
  /** An address moves, or writes wait, for a few seconds. */
  SECONDS,
  /** It is away until it has started again. */
  RESTART
}
