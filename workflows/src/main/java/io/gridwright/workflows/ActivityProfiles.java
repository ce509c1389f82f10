package io.gridwright.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * The one table of timeouts and retries. Every profile retries what may pass by itself and gives up
 * at once on what may not ({@link FailureTypes#FINAL}).
 *
 * <p>Cancellation always waits until the activity has really ended: undo must not overtake an
 * effect that is still being made.
 */
public enum ActivityProfiles {
  /** One transaction; while the database is away the workflow waits. */
  LEDGER(TaskQueues.LEDGER, seconds(30), null, null, retry(millis(200), 2, seconds(5))),
  /** Solving and storing a plan: two seconds by design. */
  SOLVER(TaskQueues.SOLVER, seconds(30), null, null, retry(millis(200), 2, seconds(5))),
  /** A preview is answered within three seconds or not at all. */
  PREVIEW(TaskQueues.PREVIEW, seconds(3), null, seconds(3), once()),
  /** A few calls of the hypervisor or a guest. */
  HYPERVISOR(
      TaskQueues.HYPERVISOR, seconds(60), null, minutes(15), retry(millis(500), 2, seconds(15))),
  /** What customers wait for at a guest that runs, and are told within two minutes if it fails. */
  PROMPT(
      TaskQueues.HYPERVISOR,
      seconds(30),
      seconds(10),
      minutes(2),
      retry(millis(200), 2, seconds(5))),
  /** Effects that take their time, awaited under heartbeat: clones, starts, agents. */
  HYPERVISOR_AWAIT(
      TaskQueues.HYPERVISOR,
      minutes(60),
      seconds(10),
      minutes(90),
      retry(millis(500), 2, seconds(15))),
  /** Undoing and deleting: never gives up; the activity itself leaves what it cannot do behind. */
  COMPENSATE(
      TaskQueues.HYPERVISOR, minutes(60), seconds(10), null, retry(millis(500), 2, seconds(30))),
  /** Watching the grid, for ever. */
  WATCH(TaskQueues.WATCH, minutes(60), seconds(15), null, retry(millis(500), 2, seconds(10))),
  /** A few calls about a node that is, or was, lost. */
  LOST_NODE(TaskQueues.WATCH, seconds(60), null, minutes(15), retry(millis(500), 2, seconds(15))),
  /** One sweep of ledger against hypervisor. */
  SWEEP(TaskQueues.WATCH, minutes(60), seconds(30), minutes(90), retry(seconds(1), 2, seconds(30)));

  private final ActivityOptions options;

  ActivityProfiles(
      String queue, Duration once, Duration heartbeat, Duration whole, RetryOptions retries) {
    var builder =
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setStartToCloseTimeout(once)
            .setRetryOptions(retries)
            .setDisableEagerExecution(false)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    if (heartbeat != null) {
      builder.setHeartbeatTimeout(heartbeat);
    }
    if (whole != null) {
      builder.setScheduleToCloseTimeout(whole);
    }
    this.options = builder.build();
  }

  public ActivityOptions options() {
    return options;
  }

  /** These options with a line that operators read in the Temporal UI. */
  public ActivityOptions summarised(String summary) {
    return ActivityOptions.newBuilder(options).setSummary(summary).build();
  }

  private static RetryOptions retry(Duration first, double factor, Duration longest) {
    return RetryOptions.newBuilder()
        .setInitialInterval(first)
        .setBackoffCoefficient(factor)
        .setMaximumInterval(longest)
        .setDoNotRetry(FailureTypes.FINAL)
        .build();
  }

  private static RetryOptions once() {
    return RetryOptions.newBuilder().setMaximumAttempts(1).build();
  }

  private static Duration millis(long amount) {
    return Duration.ofMillis(amount);
  }

  private static Duration seconds(long amount) {
    return Duration.ofSeconds(amount);
  }

  private static Duration minutes(long amount) {
    return Duration.ofMinutes(amount);
  }
}
