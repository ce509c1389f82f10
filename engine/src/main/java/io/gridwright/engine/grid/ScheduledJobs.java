package io.gridwright.engine.grid;

import io.gridwright.engine.Clockwork;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.workflows.TaskQueues;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;

/**
 * Temporal Schedules: operators can pause, trigger and see them in the Temporal UI. They are
 * written again now and then, so that a server that was away at start-up, or lost its data, gets
 * them.
 */
public final class ScheduledJobs implements RecurringJobs {
  private static final Duration RENEWAL = Duration.ofMinutes(1);

  private final Clockwork renewal;

  private ScheduledJobs(Clockwork renewal) {
    this.renewal = renewal;
  }

  public static ScheduledJobs start(TemporalConnection connection) {
    var schedules = connection.schedules();
    return new ScheduledJobs(
        Clockwork.start(
            "schedules",
            Duration.ZERO,
            RENEWAL,
            () -> RecurringJob.ALL.forEach(job -> createOrUpdate(schedules, job))));
  }

  private static void createOrUpdate(ScheduleClient schedules, RecurringJob job) {
    try {
      schedules.createSchedule(job.id(), scheduleOf(job), ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException exists) {
      schedules
          .getHandle(job.id())
          .update(
              input ->
                  new ScheduleUpdate(
                      Schedule.newBuilder(scheduleOf(job))
                          .setState(input.getDescription().getSchedule().getState())
                          .build()));
    }
  }

  private static Schedule scheduleOf(RecurringJob job) {
    return Schedule.newBuilder()
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(job.every())))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(Duration.ofMinutes(1))
                .build())
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(job.workflowType())
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(job.id())
                        .setTaskQueue(TaskQueues.WORKFLOWS)
                        .build())
                .build())
        .build();
  }

  @Override
  public void close() {
    renewal.close(); // the schedules belong to the server and outlive this process
  }
}
