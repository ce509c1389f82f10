package io.gridwright.scheduler.rebalance;

import io.gridwright.domain.grid.NodeName;

/** One live migration; possible once those before it are done. */
public record Step(Resident resident, NodeName to) {
  public NodeName from() {
    return resident.node();
  }
}
