package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.grid.GridWorkId;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator, or the loss of a node, asks of the grid.
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
    Optional<UserId> requestedBy,
    Instant requestedAt,
    Optional<Instant> endedAt) {
  public static final String GRID = "grid";

  /** What is done. */
  public enum Kind {
    MAINTENANCE,
    REBALANCE,
    /** Of what stood on a node that was lost, until it is back. */
    RECOVERY
  }

  /** Whether it is done. */
  public enum State {
    RUNNING,
    DONE,
    /** By an operator, or because the ledger is not any more what was planned on. */
    STOPPED
  }
}
