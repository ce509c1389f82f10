package io.gridwright.store.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Problem;
import java.util.List;

/** What became of the wish for room on other nodes: all of it is held, or nothing. */
public sealed interface MoveResult {

  /** Held, now or by an earlier attempt of the same operation. */
  record Reserved(List<Transfer> transfers) implements MoveResult {
    public Reserved {
      transfers = List.copyOf(transfers);
    }
  }

  /** The room on this node is gone, or it takes nothing new, or not this. */
  record Conflict(NodeName node) implements MoveResult {}

  /** The machine is not what the order takes it for. */
  record Refused(Problem problem) implements MoveResult {}
}
