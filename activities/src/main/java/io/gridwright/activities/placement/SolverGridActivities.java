package io.gridwright.activities.placement;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.workflows.grid.GridCapacity;
import io.gridwright.workflows.grid.GridForecastActivities;
import io.gridwright.workflows.grid.GridPlanningActivities;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans of standing machines, for works on the grid and for operators who only ask. */
public final class SolverGridActivities {
  private SolverGridActivities() {}

  /** See {@link GridPlanningActivities}. */
  public static GridPlanningActivities planning(GridPlanner planner) {
    return new Planning(planner);
  }

  /** See {@link GridForecastActivities}. */
  public static GridForecastActivities forecasts(GridPlanner planner, NodeLedger nodes) {
    return new Forecasts(planner, nodes);
  }

  private record Planning(GridPlanner planner) implements GridPlanningActivities {
    @Override
    public DrainPlan planDrain(NodeName node, List<Vmid> kept) {
      return planner.drain(node, Set.copyOf(kept));
    }
  }

  private record Forecasts(GridPlanner planner, NodeLedger nodes)
      implements GridForecastActivities {
    @Override
    public List<Move> planRebalance(int maximumMoves, List<Vmid> kept) {
      return planner.rebalance(maximumMoves, Set.copyOf(kept));
    }

    @Override
    public GridCapacity forecast() {
      List<NodeRow> all = nodes.nodes();
      Map<NodeName, List<Remaining>> lost =
          planner.ifLost(all.stream().map(NodeRow::name).toList()).stream()
              .collect(Collectors.toMap(GridPlanner.Loss::node, GridPlanner.Loss::wouldNotFit));
      return new GridCapacity(
          all.stream()
              .map(
                  node ->
                      new GridCapacity.OfNode(
                          node.name(),
                          node.state(),
                          node.capacity(),
                          node.free(),
                          lost.getOrDefault(node.name(), List.of())))
              .toList());
    }
  }
}
