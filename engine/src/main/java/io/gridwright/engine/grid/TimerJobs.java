package io.gridwright.engine.grid;

import io.gridwright.engine.Clockwork;
import io.gridwright.workflows.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;

/** A plain timer that starts the same workflows, for a server without Schedules. */
public final class TimerJobs implements RecurringJobs {
  private final List<Clockwork> timers;

  private TimerJobs(List<Clockwork> timers) {
    this.timers = timers;
  }

  public static TimerJobs start(WorkflowClient client) {
    return start(client, RecurringJob.ALL);
  }

  static TimerJobs start(WorkflowClient client, List<RecurringJob> jobs) {
    return new TimerJobs(
        jobs.stream()
            .map(
                job ->
                    Clockwork.start(job.id(), job.every(), job.every(), () -> trigger(client, job)))
            .toList());
  }

  private static void trigger(WorkflowClient client, RecurringJob job) {
    client
        .newUntypedWorkflowStub(
            job.workflowType(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(job.id())
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build())
        .start();
  }

  @Override
  public void close() {
    timers.forEach(Clockwork::close);
  }
}
