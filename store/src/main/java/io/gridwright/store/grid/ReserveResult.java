package io.gridwright.store.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Problem;
import java.util.List;

/** What became of a reservation: all of it is held, or nothing. */
public sealed interface ReserveResult {

  /** Held, now or by an earlier attempt of the same operation. */
  record Reserved(List<MachineRow> machines) implements ReserveResult {
    public Reserved {
      machines = List.copyOf(machines);
    }
  }

  /** The room on this node is gone, or the node takes nothing new: place again. */
  record Conflict(NodeName node) implements ReserveResult {}

  /** Placing again would not help. */
  record Refused(Problem problem) implements ReserveResult {}
}
