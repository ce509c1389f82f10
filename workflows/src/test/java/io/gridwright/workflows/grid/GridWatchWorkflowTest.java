package io.gridwright.workflows.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.testing.Stage;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GridWatchWorkflowTest {
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void looksAgainAfterEachChange() {
    var third = stage.script().nth("await change", 3).holds();

    var watch = watches();
    third.awaitReached();

    assertThat(stage.script().count("await change")).isEqualTo(3);
    watch.terminate("enough");
    third.open();
  }

  @Test
  void goesOnWhenALookFails() {
    stage.script().first("await change").fails(() -> ApplicationFailure.newFailure("away", "AWAY"));
    var second = stage.script().nth("await change", 2).holds();

    var watch = watches();
    stage.passes(java.time.Duration.ofSeconds(1));
    second.awaitReached();

    watch.terminate("enough");
    second.open();
  }

  @Test
  void continuesAsNewOnceItsHistoryIsLong() {
    stage.watch().sees("x".repeat(MEBIBYTE));
    stage.script().nth("await change", 6).before(() -> stage.watch().sees("quiet"));
    var seventh = stage.script().nth("await change", 8).holds();

    var watch = watches();
    seventh.awaitReached();

    assertThat(stage.history(watch).getEvents().get(0).getWorkflowExecutionStartedEventAttributes())
        .satisfies(started -> assertThat(started.getContinuedExecutionRunId()).isNotEmpty());
    stage.client().newUntypedWorkflowStub(WorkflowIds.GRID_WATCH).terminate("enough");
    seventh.open();
  }

  private WorkflowStub watches() {
    var watch =
        stage
            .client()
            .newWorkflowStub(GridWatchWorkflow.class, Stage.options(WorkflowIds.GRID_WATCH));
    WorkflowClient.start(watch::watch);
    return WorkflowStub.fromTyped(watch);
  }
}
