package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.placement.Move;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The solver for operators who only ask. Queue PREVIEW. */
@ActivityInterface
public interface GridForecastActivities {

  /**
   * Few moves that even out the load, each executable after those before it; none where it is even.
   *
   * @param kept machines that the cluster's own balancer keeps: they are not moved
   */
  List<Move> planRebalance(int maximumMoves, List<Vmid> kept);

  /** What is free, and what would find no place if a node were lost now. */
  GridCapacity forecast();
}
