package io.gridwright.engine.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.workflows.SearchAttributes;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.configuration.ConfigurationWorkflow;
import io.gridwright.workflows.traffic.TrafficRuleWorkflow;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the entity of a configuration to look into the ledger; starts it if it is not running. */
public final class Nudges {
  private static final Logger LOG = LoggerFactory.getLogger(Nudges.class);

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

  /**
   * Begins the workflow of an operation beside its configuration's queue; one that runs is left
   * alone. Blocks as {@link #nudge} does.
   */
  public void begin(OperationRow operation) {
    var workflow = client.newWorkflowStub(TrafficRuleWorkflow.class, options(operation));
    try {
      WorkflowClient.start(workflow::apply, operation.id());
    } catch (WorkflowExecutionAlreadyStarted running) {
      LOG.debug("Operation {} is under way", operation.id().value());
    }
  }

  private static WorkflowOptions options(OperationRow operation) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.traffic(operation.configurationId(), operation.number()))
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.ACCOUNT_ID, operation.accountId().value())
                .set(SearchAttributes.CONFIGURATION_ID, operation.configurationId().value())
                .set(SearchAttributes.OPERATION_KIND, operation.kind().name())
                .build())
        .setStaticSummary(
            operation.kind() + " of configuration " + operation.configurationId().value())
        .build();
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
