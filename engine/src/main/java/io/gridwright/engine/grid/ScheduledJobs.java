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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Temporal Schedules: operators can pause, trigger and see them in the Temporal UI. Each process
 * writes them once, as its release has them, and looks now and then whether they are there, so that
 * a server that was away at start-up, or lost its data, gets them.
 */
public final class ScheduledJobs implements RecurringJobs {
  private static final Duration RENEWAL = Duration.ofMinutes(1);

  private final ScheduleClient schedules;
  private final Set<String> written = new HashSet<>();
  private final Clockwork renewal;

  private ScheduledJobs(ScheduleClient schedules) {
    this.schedules = schedules;
    this.renewal =
        Clockwork.start(
            "schedules", Duration.ZERO, RENEWAL, () -> RecurringJob.ALL.forEach(this::write));
  }

  public static ScheduledJobs start(TemporalConnection connection) {
    return new ScheduledJobs(connection.schedules());
  }

  private void write(RecurringJob job) {
    try {
      schedules.createSchedule(job.id(), scheduleOf(job), ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException exists) {
      if (!written.contains(job.id())) {
        update(job);
      }
    }
    written.add(job.id());
  }

  /** A pause, and why, is the operators' and stays. */
  private void update(RecurringJob job) {
    schedules
        .getHandle(job.id())
        .update(
            input ->
                new ScheduleUpdate(
                    Schedule.newBuilder(scheduleOf(job))
                        .setState(input.getDescription().getSchedule().getState())
                        .build()));
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
