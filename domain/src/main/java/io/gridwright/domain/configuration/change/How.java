package io.gridwright.domain.configuration.change;

/** How a component comes to what is desired (DESIGN section 6), the milder first. */
public enum How {
  /** It is what it shall be. */
  NONE,
  /** The machine that runs is changed: hot-plug, growth of a disk, rate, wiring, pool, name. */
  LIVE,
  /** A changed duplicate is built beside the original and takes its place (F125). */
  SWAP,
  /** The machine is stopped, changed and started; only where the customer allowed it. */
  RESTART,
  /** It is new. */
  ADD,
  /** It goes. */
  REMOVE
}
