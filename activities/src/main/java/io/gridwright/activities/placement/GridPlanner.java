package io.gridwright.activities.placement;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.workflows.grid.GridPlanningActivities.DrainPlan;
import java.util.List;
import java.util.Set;

/**
 * Plans for machines that stand already. Each plan is made on the ledger as it is when it is asked
 * for, and holds nothing: whoever carries it out may meet a ledger that has changed.
 */
public interface GridPlanner {

  /**
   * Where the machines of a node could go.
   *
   * @param kept machines that are not to be moved, by their number
   */
  DrainPlan drain(NodeName node, Set<Vmid> kept);

  /**
   * Few moves that even out the load, each executable after those before it; none where it is even.
   *
   * @param kept machines that are not to be moved, by their number
   */
  List<Move> rebalance(int maximumMoves, Set<Vmid> kept);

  /** What would happen if any one of the nodes were lost now, one by one. */
  List<Loss> ifLost(List<NodeName> nodes);

  /**
   * What the loss of a node would mean.
   *
   * @param wouldNotFit what stands there and would find no other place
   */
  record Loss(NodeName node, List<Remaining> wouldNotFit) {
    public Loss {
      wouldNotFit = List.copyOf(wouldNotFit);
    }
  }
}
