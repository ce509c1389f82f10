package io.gridwright.domain.grid;

/** State of a node as a quorate entry node reports it, or as an operator set it. */
public enum NodeState {
  ONLINE,
  UNREACHABLE,
  FENCED,
  MAINTENANCE,
  RETURNING;

  /** Whether new machines may be placed there. */
  public boolean takesNew() {
    return this == ONLINE;
  }

  /** Whether the cluster misses it, be it proved off or not. */
  public boolean lost() {
    return this == UNREACHABLE || this == FENCED;
  }

  /** Whether a step there can work at all; otherwise it fails at once with NODE_LOST. */
  public boolean workable() {
    return this == ONLINE || this == MAINTENANCE;
  }
}
