package io.gridwright.workflows.configuration;

import io.gridwright.workflows.SearchAttributes;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.WorkflowIds;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The workflow of one operation, started by its entity or found running. It outlives the entity
 * (ABANDON): only the ledger decides when it has ended.
 */
final class OperationChild {
  private final String id;
  private final Promise<Void> result;

  /** Whether it is not ours: then its end is seen in the ledger only. */
  private final boolean attached;

  private OperationChild(String id, Promise<Void> result, boolean attached) {
    this.id = id;
    this.result = result;
    this.attached = attached;
  }

  /** Starts the operation's workflow; one that already runs is attached to. */
  static OperationChild start(QueuedOperation operation) {
    var id = WorkflowIds.operation(operation.configuration(), operation.number(), operation.kind());
    var stub =
        Workflow.newUntypedChildWorkflowStub(
            OperationTypes.of(operation.kind()), options(operation, id));
    var result = stub.executeAsync(Void.class, operation.id());
    try {
      stub.getExecution().get();
      return new OperationChild(id, result, false);
    } catch (ChildWorkflowFailure alreadyStarted) {
      return new OperationChild(id, result, true);
    }
  }

  /** Whether its workflow is known to have closed, however. */
  boolean closed() {
    return !attached && result.isCompleted();
  }

  /**
   * This one if it still runs, else a new one: the end of another's child is told to nobody here,
   * and the in-process server tells nobody that a workflow was terminated.
   */
  OperationChild orAnother(QueuedOperation operation) {
    var other = start(operation);
    return other.attached ? this : other;
  }

  /** How long to wait before the ledger is looked at without a nudge. */
  Duration patience() {
    return attached ? Duration.ofSeconds(10) : Duration.ofMinutes(1);
  }

  /** Asks it to look at its row. If it closed meanwhile, the next look at the ledger tells. */
  void interrupt() {
    try {
      Workflow.newUntypedExternalWorkflowStub(
              WorkflowExecution.newBuilder().setWorkflowId(id).build())
          .signal("interrupt");
    } catch (
        ApplicationFailure closed) { // so it is told by the SDK, whose own exception is not used
      Workflow.getLogger(OperationChild.class).info("{} closed before it was interrupted", id);
    }
  }

  private static ChildWorkflowOptions options(QueuedOperation operation, String id) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.ACCOUNT_ID, operation.account().value())
                .set(SearchAttributes.CONFIGURATION_ID, operation.configuration().value())
                .set(SearchAttributes.OPERATION_KIND, operation.kind().name())
                .build())
        .setStaticSummary(
            operation.kind() + " of configuration " + operation.configuration().value())
        .build();
  }
}
