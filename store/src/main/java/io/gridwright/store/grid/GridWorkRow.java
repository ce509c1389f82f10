package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.grid.GridWorkId;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator asked of the grid.
 *
 * @param subject name of the node, or {@link #GRID}
 * @param number 1.. within kind and subject
 */
public record GridWorkRow(
    GridWorkId id,
    Kind kind,
    String subject,
    int number,
    State state,
    GridWorkReport report,
    UserId requestedBy,
    Instant requestedAt,
    Optional<Instant> endedAt) {
  public static final String GRID = "grid";

  /** What is done. */
  public enum Kind {
    MAINTENANCE,
    REBALANCE
  }

  /** Whether it is done. */
  public enum State {
    RUNNING,
    DONE,
    /** By an operator, or because the ledger is not any more what was planned on. */
    STOPPED
  }
}
