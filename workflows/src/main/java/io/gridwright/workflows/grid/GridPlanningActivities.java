package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.Remaining;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Plans for machines that stand already. Queue SOLVER. */
@ActivityInterface
public interface GridPlanningActivities {

  /**
   * Where the machines of a node could go, on the ledger as it is now; nothing is held for them.
   *
   * @param kept machines that the cluster's own balancer keeps: they are not moved
   */
  DrainPlan planDrain(NodeName node, List<Vmid> kept);

  /**
   * What was planned.
   *
   * @param moves in an order in which no node is ever overloaded
   * @param left what cannot go, and why
   * @param moving how many are on their way already
   */
  record DrainPlan(List<Move> moves, List<Remaining> left, int moving) {
    public DrainPlan {
      moves = List.copyOf(moves);
      left = List.copyOf(left);
    }

    /** Whether nothing stands there any more. */
    public boolean empty() {
      return moves.isEmpty() && left.isEmpty() && moving == 0;
    }
  }
}
