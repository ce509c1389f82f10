package io.gridwright.bench.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.Map;
import java.util.Optional;

/** A way to place an order on a grid. */
interface Strategy {
  String name();

  /**
   * What it decides.
   *
   * @param proved whether nothing better exists; false for rules that prove nothing
   */
  record Decision(Map<PlacementComponent, NodeName> nodes, boolean proved) {}

  /** Empty: refused. The grid is not changed. */
  Optional<Decision> place(GridState grid, Workload.Order order, int seed);
}
