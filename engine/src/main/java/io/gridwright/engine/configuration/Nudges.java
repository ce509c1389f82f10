package io.gridwright.engine.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.workflows.SearchAttributes;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.configuration.ConfigurationWorkflow;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** Tells the entity of a configuration to look into the ledger; starts it if it is not running. */
public final class Nudges {
  private final WorkflowClient client;

  public Nudges(WorkflowClient client) {
    this.client = client;
  }

  /** Blocks until Temporal has it, at most for the client's own patience; then throws. */
  public void nudge(ConfigurationId configuration) {
    var entity = client.newWorkflowStub(ConfigurationWorkflow.class, options(configuration));
    var batch = client.newSignalWithStartRequest();
    batch.add(entity::run, configuration);
    batch.add(entity::nudge);
    client.signalWithStart(batch);
  }

  private static WorkflowOptions options(ConfigurationId configuration) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.configuration(configuration))
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.CONFIGURATION_ID, configuration.value())
                .build())
        .setStaticSummary("configuration " + configuration.value())
        .build();
  }
}
