package io.gridwright.store.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.Problem;
import java.time.Instant;

/** What became of a commitment. */
public sealed interface CommitResult {

  /**
   * The operation is past its point of no return; what it reserved is allocated.
   *
   * @param at business time from which it is billed
   */
  record Committed(Instant at) implements CommitResult {}

  /** A wish to stop came first: undo. */
  record StopWanted() implements CommitResult {}

  /** A machine stands on a node that cannot be worked on: place again. */
  record NodeLost(NodeName node, NodeState state) implements CommitResult {}

  /** The account was restricted meanwhile: undo. */
  record Refused(Problem problem) implements CommitResult {}
}
