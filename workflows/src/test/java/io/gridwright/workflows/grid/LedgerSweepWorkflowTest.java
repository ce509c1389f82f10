package io.gridwright.workflows.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.testing.Stage;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerSweepWorkflowTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void answersWhatOneSweepDid() {
    assertThat(sweep()).isEqualTo(new LedgerSweepActivities.Sweep(4, 1, 2, 3, 0));
    assertThat(stage.script().count("sweep")).isEqualTo(1);
  }

  @Test
  void sweepsAgainAfterAFailureThatPasses() {
    stage.script().first("sweep").fails(() -> ApplicationFailure.newFailure("away", "AWAY"));

    assertThat(sweep().machines()).isEqualTo(4);
  }

  @Test
  void leavesItToTheNextMinuteWhenItCannotEnd() {
    stage.script().each("sweep").fails(() -> ApplicationFailure.newFailure("away", "AWAY"));

    assertThatThrownBy(this::sweep).isInstanceOf(WorkflowFailedException.class);
  }

  private LedgerSweepActivities.Sweep sweep() {
    return stage
        .client()
        .newWorkflowStub(LedgerSweepWorkflow.class, Stage.options(WorkflowIds.LEDGER_SWEEP))
        .sweep();
  }
}
