package io.gridwright.bench.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One machine after another by Gridwright's own objective: what searching them together gains. */
record Greedy(Scheduler scheduler) implements Strategy {
  @Override
  public String name() {
    return "greedy, our objective";
  }

  @Override
  public Optional<Decision> place(GridState grid, Workload.Order order, int seed) {
    Map<PlacementComponent, NodeName> nodes = new LinkedHashMap<>();
    try {
      for (PlacementComponent machine : order.machines()) {
        var problem = new PlacementProblem(order.tenant(), grid, List.of(machine), seed);
        if (!(scheduler.solve(problem) instanceof Placed placed)) {
          return Optional.empty();
        }
        NodeName node = placed.assignments().get(0).node();
        nodes.put(machine, node);
        grid.add(node, PresentMachine.of(order.tenant(), machine));
      }
      return Optional.of(new Decision(Map.copyOf(nodes), false));
    } finally {
      nodes.forEach(
          (machine, node) -> grid.remove(node, PresentMachine.of(order.tenant(), machine)));
    }
  }
}
