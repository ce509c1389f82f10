package io.gridwright.workflows.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * See {@link ConfigurationWorkflow}. The ledger is the queue and the truth; this workflow holds
 * nothing that would be missed if its history were lost.
 */
public final class ConfigurationWorkflowImpl implements ConfigurationWorkflow {
  /** How long to wait before an operation whose workflow broke is opened again, at first. */
  private static final Duration REOPEN = Duration.ofSeconds(5);

  /** The wait doubles with each break, but so often only: about five minutes. */
  private static final int DOUBLINGS = 6;

  private final QueueActivities queue =
      Workflow.newActivityStub(QueueActivities.class, ActivityProfiles.LEDGER.options());

  private boolean nudged;
  private int breaks;

  @Override
  public void run(ConfigurationId configuration) {
    do {
      nudged = false;
      for (var next = queue.next(configuration);
          next.isPresent();
          next = queue.next(configuration)) {
        carryOut(next.get());
        if (Workflow.getInfo().isContinueAsNewSuggested()) {
          Workflow.continueAsNew(configuration); // the new run looks into the ledger first
        }
      }
    } while (nudged);
  }

  @Override
  public void nudge() {
    nudged = true;
  }

  /**
   * Follows the operation until the ledger says that it ended, passing on wishes to stop. Returns
   * early when its workflow closed without ending it: the caller finds the operation unfinished in
   * the ledger and opens it again.
   */
  private void carryOut(QueuedOperation operation) {
    var child = OperationChild.start(operation);
    var started = Workflow.currentTimeMillis();
    while (true) {
      nudged = false; // before the look: what changes after it nudges again
      var closed = child.closed();
      var standing = queue.standing(operation.id());
      if (standing.ended()) {
        breaks = 0;
        return;
      }
      if (closed) {
        pauseAfterBreak(operation);
        return;
      }
      if (isSilent(child, started)) { // whatever nudges came meanwhile: the reconciler's are many
        child = child.orAnother(operation);
        started = Workflow.currentTimeMillis();
      }
      if (standing.wantedToStop()) {
        child.interrupt();
      }
      var followed = child;
      Workflow.await(child.patience(), () -> nudged || followed.closed());
    }
  }

  private static boolean isSilent(OperationChild child, long since) {
    return Workflow.currentTimeMillis() - since >= child.patience().toMillis();
  }

  private void pauseAfterBreak(QueuedOperation operation) {
    var pause = REOPEN.multipliedBy(1L << Math.min(breaks, DOUBLINGS));
    breaks++;
    Workflow.getLogger(ConfigurationWorkflowImpl.class)
        .error(
            "the workflow of {} {} closed and did not end it, {} times now; it is opened again in {}",
            operation.kind(),
            operation.id().value(),
            breaks,
            pause);
    Workflow.await(pause, () -> nudged);
  }
}
