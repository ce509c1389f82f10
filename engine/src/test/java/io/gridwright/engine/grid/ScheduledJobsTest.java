package io.gridwright.engine.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Against Temporal's own server, since the in-process one has no Schedules. */
class ScheduledJobsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void writesEachScheduleAndKeepsWhatOperatorsDidToIt() {
    var program = program();
    Assumptions.assumeTrue(program.isPresent(), "no temporal program on PATH");
    try (var server = start(program.get());
        var connection = TemporalConnection.open(TemporalSettings.plain(server.getTarget()))) {
      var schedule = connection.schedules().getHandle("ledger-sweep");
      try (var jobs = ScheduledJobs.start(connection)) {
        await().atMost(PATIENCE).until(() -> exists(connection));
      }
      assertAsReleased(schedule.describe());
      assertThat(schedule.describe().getSchedule().getState().isPaused()).isFalse();

      schedule.pause("maintenance, ticket 7");
      schedule.update(input -> new ScheduleUpdate(everyDay(input.getDescription())));
      try (var ofTheNextProcess = ScheduledJobs.start(connection)) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertAsReleased(schedule.describe())); // the interval is ours
      }
      assertThat(schedule.describe().getSchedule().getState().isPaused()).isTrue();
      assertThat(schedule.describe().getSchedule().getState().getNote())
          .isEqualTo("maintenance, ticket 7");
    }
  }

  private static TemporalDevServer start(Path program) {
    return TemporalDevServer.start(
        TemporalDevServerOptions.newBuilder()
            .setDownloadEnabled(false)
            .setExistingPath(program.toString())
            .setIp("127.0.0.1")
            .setUiEnabled(false)
            .setLogLevel("error")
            .build());
  }

  private static Schedule everyDay(ScheduleDescription description) {
    return Schedule.newBuilder(description.getSchedule())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(Duration.ofDays(1))))
                .build())
        .build();
  }

  private static void assertAsReleased(ScheduleDescription description) {
    var schedule = description.getSchedule();
    assertThat(schedule.getSpec().getIntervals())
        .singleElement()
        .satisfies(interval -> assertThat(interval.getEvery()).isEqualTo(Duration.ofMinutes(1)));
    assertThat(schedule.getPolicy().getOverlap())
        .isEqualTo(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
    assertThat(((ScheduleActionStartWorkflow) schedule.getAction()).getWorkflowType())
        .isEqualTo("LedgerSweep");
  }

  private static boolean exists(TemporalConnection connection) {
    try {
      connection.schedules().getHandle("ledger-sweep").describe();
      return true;
    } catch (ScheduleException notYet) {
      return false;
    }
  }

  private static Optional<Path> program() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "temporal"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
