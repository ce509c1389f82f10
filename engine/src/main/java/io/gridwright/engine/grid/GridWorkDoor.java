package io.gridwright.engine.grid;

import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.grid.GridWorkWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** Has works on the grid carried out: what runs in the ledger has a workflow. */
public final class GridWorkDoor {
  private final WorkflowClient client;

  public GridWorkDoor(WorkflowClient client) {
    this.client = client;
  }

  /** Starts the workflow of a work; one that runs already is left alone. */
  public void begin(GridWorkRow work) {
    client
        .newUntypedWorkflowStub(
            switch (work.kind()) {
              case MAINTENANCE -> GridWorkWorkflow.Types.MAINTENANCE;
              case REBALANCE -> GridWorkWorkflow.Types.REBALANCE;
              case RECOVERY -> GridWorkWorkflow.Types.RECOVERY;
            },
            options(work))
        .start(GridWorkWorkflow.Task.begin(work.id()));
  }

  private static String id(GridWorkRow work) {
    return switch (work.kind()) {
      case MAINTENANCE -> WorkflowIds.maintenance(work.subject(), work.number());
      case REBALANCE -> WorkflowIds.rebalance(work.number());
      case RECOVERY -> WorkflowIds.recovery(work.subject(), work.number());
    };
  }

  private static WorkflowOptions options(GridWorkRow work) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id(work))
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(work.kind() + " " + work.number() + " of " + work.subject())
        .build();
  }
}
