package io.gridwright.engine.grid;

import io.gridwright.engine.Clockwork;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.grid.GridWatchWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;

/** Keeps the one watch of the grid running, also after someone terminated it. */
public final class Watch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Clockwork clockwork;

  private Watch(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  public static Watch start(WorkflowClient client) {
    return start(client, INTERVAL);
  }

  static Watch start(WorkflowClient client, Duration interval) {
    return new Watch(
        Clockwork.start("grid-watch-keeper", Duration.ZERO, interval, () -> ensure(client)));
  }

  private static void ensure(WorkflowClient client) {
    var watch =
        client.newWorkflowStub(
            GridWatchWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.GRID_WATCH)
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStaticSummary("keeps every node's state")
                .build());
    WorkflowClient.start(watch::watch);
  }

  @Override
  public void close() {
    clockwork.close();
  }
}
