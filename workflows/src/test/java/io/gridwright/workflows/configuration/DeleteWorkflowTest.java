package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.DELETE;
import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteWorkflowTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void removesEveryMachineOfTheConfiguration() {
    var delete = deletionOf(Machines.sample());

    stage.carriesOut(delete, DELETE);

    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdsNothing()).isTrue();
    assertThat(stage.grid().guests()).isZero();
    assertThat(stage.calls())
        .containsSubsequence("pass", "enter COMMITTED", "machines", "remove db", "succeed");
  }

  @Test
  void leavesWhatStandsOnADeadNodeToTheSweep() {
    var delete = deletionOf(Machines.pair());
    stage.grid().loses(new NodeName("pve2"));

    stage.carriesOut(delete, DELETE);

    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings()).containsExactly("web ABANDONED");
  }

  @Test
  void hasAPointOfNoReturnThatIsItsBeginning() {
    var delete = deletionOf(Machines.pair());
    var removing = stage.script().first("remove web").holds();

    var workflow = stage.begins(delete, DELETE);
    removing.awaitReached();
    stage.ledger().wantsToStop(delete);
    workflow.signal("interrupt");
    removing.open();
    workflow.getResult(Void.class);

    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdsNothing()).isTrue();
  }

  @Test
  void isCancelledWhenTheWishToStopCameFirst() {
    var delete = deletionOf(Machines.one());
    stage.ledger().wantsToStop(delete);

    stage.carriesOut(delete, DELETE);

    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.CANCELLED);
    assertThat(stage.ledger().holdings()).containsExactly("web COMMITTED");
  }

  @Test
  void goesOnWithWhatIsLeftInAnotherRun() {
    var delete = deletionOf(Machines.pair());
    stage.ledger().cameTo(delete, Phase.COMMITTED);

    stage.carriesOut(delete, DELETE);

    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdsNothing()).isTrue();
  }

  @Test
  void touchesNothingOfWhatHasEnded() {
    var delete = deletionOf(Machines.one());
    stage.ledger().cameTo(delete, Phase.ENDED);

    stage.carriesOut(delete, DELETE);

    assertThat(stage.ledger().holdings()).containsExactly("web COMMITTED");
  }

  @Test
  void repeatsARemovalUntilItSucceeds() {
    var delete = deletionOf(Machines.one());
    for (int attempt = 1; attempt <= 20; attempt++) {
      stage
          .script()
          .nth("remove web", attempt)
          .fails(() -> ApplicationFailure.newFailure("busy", "BUSY"));
    }

    stage.carriesOut(delete, DELETE);

    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.script().count("remove web")).isEqualTo(21);
  }

  @Test
  void breaksWithoutAnEndWhenARemovalIsRefusedSoThatItIsOpenedAgain() {
    var delete = deletionOf(Machines.one());
    stage
        .script()
        .each("remove web")
        .fails(() -> ApplicationFailure.newFailure("refused", FailureTypes.HYPERVISOR));

    var workflow = stage.begins(delete, DELETE);

    assertThatThrownBy(() -> workflow.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.RUNNING);
    assertThat(stage.ledger().phase(delete)).isEqualTo(Phase.COMMITTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "enter COMMITTED", "machines", "remove web", "succeed"})
  void leavesEverythingToANewerRun(String step) {
    var delete = deletionOf(Machines.one());
    stage.script().first(step).before(() -> stage.ledger().opensNewerRun(delete));

    stage.carriesOut(delete, DELETE);

    assertThat(stage.calls()).endsWith(step);
    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.RUNNING);
  }

  /** A configuration that runs, and the order to delete it. */
  private OperationId deletionOf(Machines machines) {
    var order = stage.accepts(PROVISION, machines);
    stage.carriesOut(order, PROVISION);
    stage.script().forgetCalls();
    return stage.accepts(DELETE, Machines.none());
  }
}
