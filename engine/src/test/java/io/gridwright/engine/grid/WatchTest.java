package io.gridwright.engine.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.testing.TemporalUnderTest;
import io.gridwright.workflows.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(100);

  @Test
  void startsTheWatchAgainAfterSomeoneEndedIt() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect();
        var watch = Watch.start(connection.client(), OFTEN)) {
      await().atMost(PATIENCE).until(() -> running(connection));
      var first = runId(connection);
      connection.client().newUntypedWorkflowStub(WorkflowIds.GRID_WATCH).terminate("by hand");

      await().atMost(PATIENCE).until(() -> running(connection) && !runId(connection).equals(first));
    }
  }

  @Test
  void keepsTheOneThatRunsWhoeverElseKeepsIt() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect()) {
      try (var watch = Watch.start(connection.client(), OFTEN)) {
        await().atMost(PATIENCE).until(() -> running(connection));
      }
      var first = runId(connection);

      try (var another = Watch.start(connection.client());
          var third = Watch.start(connection.client(), OFTEN)) {
        await().during(Duration.ofSeconds(1)).until(() -> runId(connection).equals(first));
      }
      assertThat(running(connection)).as("it outlives those who keep it").isTrue();
    }
  }

  @Test
  void startsItWhenTemporalComes() {
    int port = TemporalUnderTest.freePort();
    try (var connection = TemporalUnderTest.connect(port);
        var watch = Watch.start(connection.client(), OFTEN);
        var temporal = TemporalUnderTest.start(port)) {

      await().atMost(PATIENCE).until(() -> running(connection));
    }
  }

  private static boolean running(TemporalConnection connection) {
    try {
      return connection
              .client()
              .newUntypedWorkflowStub(WorkflowIds.GRID_WATCH)
              .describe()
              .getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException notYet) {
      return false;
    }
  }

  private static String runId(TemporalConnection connection) {
    return connection
        .client()
        .newUntypedWorkflowStub(WorkflowIds.GRID_WATCH)
        .describe()
        .getExecution()
        .getRunId();
  }
}
