package io.gridwright.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.account.AccountId;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.testing.TemporalUnderTest;
import io.gridwright.store.testing.Documents;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.configuration.Preview;
import io.gridwright.workflows.configuration.PreviewActivities;
import io.gridwright.workflows.registration.WorkflowRegistration;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewsTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final Preview FITS =
      new Preview(
          true,
          true,
          0,
          List.of(new Preview.Placed("web", 0, Map.of("utilisation", 7L), 1, 6, 4)),
          List.of(),
          List.of());

  @Test
  void answersWhatTheSolverFound() throws EngineUnavailable {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect();
        var previews = new Previews(connection.client())) {
      var workers = solvingBy(connection, request -> FITS);

      assertThat(answer(previews)).isEqualTo(FITS);
      workers.shutdownNow();
    }
  }

  @Test
  void isUnavailableWhileTemporalIsAway() {
    try (var connection = TemporalUnderTest.connect(TemporalUnderTest.freePort());
        var previews = new Previews(connection.client())) {

      assertThatThrownBy(() -> previews.preview(ANN, Optional.empty(), Documents.sample("shop")))
          .isInstanceOf(EngineUnavailable.class)
          .hasMessageContaining("within three seconds");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(threadsThatAsk())
                      .as("nobody goes on asking for an answer that nobody waits for")
                      .isZero());
    }
  }

  @Test
  void isUnavailableWhileNoWorkerRuns() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect();
        var previews = new Previews(connection.client())) {

      assertThatThrownBy(() -> previews.preview(ANN, Optional.empty(), Documents.sample("shop")))
          .isInstanceOf(EngineUnavailable.class);
    }
  }

  @Test
  void isUnavailableWhenTheSolverBreaks() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect();
        var previews = new Previews(connection.client())) {
      var workers =
          solvingBy(
              connection,
              request -> {
                throw new IllegalStateException("the solver broke");
              });

      assertThatThrownBy(() -> previews.preview(ANN, Optional.empty(), Documents.sample("shop")))
          .isInstanceOf(EngineUnavailable.class);
      workers.shutdownNow();
    }
  }

  /** Three seconds may be too short for the first workflow of a JVM on a busy machine. */
  private static Preview answer(Previews previews) throws EngineUnavailable {
    for (int attempt = 1; ; attempt++) {
      try {
        return previews.preview(ANN, Optional.empty(), Documents.sample("shop"));
      } catch (EngineUnavailable slow) {
        if (attempt == 10) {
          throw slow;
        }
      }
    }
  }

  private static long threadsThatAsk() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("preview"))
        .filter(
            thread ->
                List.of(thread.getValue()).stream()
                    .anyMatch(frame -> frame.getClassName().contains("Previews")))
        .count();
  }

  private static WorkerFactory solvingBy(TemporalConnection connection, PreviewActivities solver) {
    var workers = WorkerFactory.newInstance(connection.client());
    WorkflowRegistration.register(workers.newWorker(TaskQueues.WORKFLOWS));
    workers.newWorker(TaskQueues.PREVIEW).registerActivitiesImplementations(solver);
    workers.start();
    return workers;
  }
}
