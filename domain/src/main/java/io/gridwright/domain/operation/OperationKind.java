package io.gridwright.domain.operation;

import java.util.Locale;

/** What an operation does; declared in the order of the queue (DESIGN section 4). */
public enum OperationKind {
  DELETE(0),
  RECOVER(1),
  RESTRICT(2),
  LIFT(3),
  PROVISION(4),
  RECONFIGURE(4),
  POWER(4),
  CLONE(4),
  BACK_UP(4),
  RESTORE(4),
  REBUILD(4),
  MOVE(4),
  TRAFFIC(4);

  private final int rank;

  OperationKind(int rank) {
    this.rank = rank;
  }

  /** Smaller goes first; customers' operations share one rank and go by number. */
  public int rank() {
    return rank;
  }

  /** Whether a running operation is interrupted at its next safe point in favour of this one. */
  public boolean interrupts() {
    return this == DELETE || this == RECOVER || this == RESTRICT;
  }

  /** Whether it builds machines beside those that serve, and then lets them take over. */
  public boolean replaces() {
    return this == RECONFIGURE || this == RECOVER;
  }

  /** Whether it waits in its configuration's queue; else it runs beside whatever runs. */
  public boolean queued() {
    return this != TRAFFIC;
  }

  /** The kind as it stands in workflow ids: {@code back-up}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
