package io.gridwright.api.grid;

import io.gridwright.domain.placement.Move;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.engine.grid.GridForecasts;
import io.gridwright.workflows.grid.GridCapacity;
import java.util.List;

/** Asks the scheduler about the grid as it stands; answers within seconds or not at all. */
public interface GridScheduler {
  GridCapacity capacity() throws EngineUnavailable;

  /** Few moves that even out the load, in an order in which each can be carried out. */
  List<Move> rebalance(int maximumMoves) throws EngineUnavailable;

  /** Through the workflow engine. */
  static GridScheduler of(GridForecasts forecasts) {
    return new GridScheduler() {
      @Override
      public GridCapacity capacity() throws EngineUnavailable {
        return forecasts.capacity();
      }

      @Override
      public List<Move> rebalance(int maximumMoves) throws EngineUnavailable {
        return forecasts.rebalance(maximumMoves);
      }
    };
  }
}
