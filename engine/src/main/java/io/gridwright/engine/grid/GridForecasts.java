package io.gridwright.engine.grid;

import io.gridwright.domain.placement.Move;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.engine.ShortWorkflows;
import io.gridwright.workflows.grid.GridCapacity;
import io.gridwright.workflows.grid.GridCapacityWorkflow;
import io.gridwright.workflows.grid.RebalancePlanWorkflow;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** Asks the scheduler about the grid as it stands; answers within three seconds or not at all. */
public final class GridForecasts implements AutoCloseable {
  private final WorkflowClient client;
  private final ShortWorkflows asking;

  public GridForecasts(WorkflowClient client) {
    this.client = client;
    this.asking = new ShortWorkflows("grid-forecast");
  }

  public GridCapacity capacity() throws EngineUnavailable {
    return asking.ask(
        options -> client.newWorkflowStub(GridCapacityWorkflow.class, options).capacity());
  }

  public List<Move> rebalance(int maximumMoves) throws EngineUnavailable {
    return asking.ask(
        options -> client.newWorkflowStub(RebalancePlanWorkflow.class, options).plan(maximumMoves));
  }

  @Override
  public void close() {
    asking.close();
  }
}
