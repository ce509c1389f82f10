package io.gridwright.domain.placement;

/** Why machines are moved. */
public enum MoveReason {
  /** To even out the load. */
  REBALANCE,
  /** To empty a node that shall be maintained. */
  DRAIN
}
