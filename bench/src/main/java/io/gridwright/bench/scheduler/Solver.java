package io.gridwright.bench.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Share;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gridwright's scheduler. */
record Solver(String name, Scheduler scheduler, Share share) implements Strategy {
  @Override
  public Optional<Decision> place(GridState grid, Workload.Order order, int seed) {
    var problem = new PlacementProblem(order.tenant(), grid, order.machines(), seed, share);
    if (!(scheduler.solve(problem) instanceof Placed placed)) {
      return Optional.empty();
    }
    Map<String, PlacementComponent> byName = new HashMap<>();
    order.machines().forEach(m -> byName.put(m.name(), m));
    Map<PlacementComponent, NodeName> nodes = new HashMap<>();
    placed.assignments().forEach(a -> nodes.put(byName.get(a.name()), a.node()));
    return Optional.of(new Decision(nodes, placed.provedOptimal()));
  }
}
