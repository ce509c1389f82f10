package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way back: an order that fails or is stopped leaves nothing and says why. */
class ProvisionUndoTest {
  @RegisterExtension final Stage stage = new Stage();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "place",
        "reserve",
        "verify pve1",
        "enter BUILDING",
        "clone lb",
        "configure lb",
        "start lb",
        "await-agent lb",
        "equip lb",
        "enter VERIFYING",
        "balance lb",
        "reach",
        "commit"
      })
  void undoesEverythingWhenAStepFails(String step) {
    var order = stage.accepts(PROVISION, Machines.balancer());
    stage.script().each(step).fails(ProvisionUndoTest::broken);

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.ledger().problem(order)).contains(Problem.of("hypervisor", "It is broken."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enter PLACING",
        "place",
        "reserve",
        "verify pve1",
        "enter BUILDING",
        "clone lb",
        "configure lb",
        "start lb",
        "await-agent lb",
        "equip lb",
        "enter VERIFYING",
        "balance lb",
        "reach"
      })
  void isCancelledOnceTheStepUnderWayHasEnded(String step) {
    var order = stage.accepts(PROVISION, Machines.balancer());
    var underWay = stage.script().first(step).holds();

    var workflow = stage.begins(order, PROVISION);
    underWay.awaitReached();
    stage.ledger().wantsToStop(order);
    workflow.signal("interrupt");
    stage.awaitsCancellation(workflow);
    underWay.open();
    workflow.getResult(Void.class);

    assertUndone(order, OperationState.CANCELLED);
    assertThat(stage.ledger().problem(order)).isEmpty();
    assertThat(stage.calls()).doesNotContain("commit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clone lb",
        "configure lb",
        "start lb",
        "await-agent lb",
        "equip lb",
        "balance lb",
        "reach"
      })
  void isCancelledInTheMidstOfAStepThatListens(String step) {
    var order = stage.accepts(PROVISION, Machines.balancer());
    var underWay = stage.script().first(step).holds().obeyingCancellation();

    var workflow = stage.begins(order, PROVISION);
    underWay.awaitReached();
    stage.ledger().wantsToStop(order);
    workflow.signal("interrupt");
    workflow.getResult(Void.class);

    assertUndone(order, OperationState.CANCELLED);
  }

  @Test
  void doesNothingWhenTheWishToStopComesBeforeItHasBegun() {
    var order = stage.accepts(PROVISION, Machines.one());
    var beginning = stage.script().first("begin").holdsBeforeItAnswers();

    var workflow = stage.begins(order, PROVISION);
    beginning.awaitReached();
    stage.ledger().wantsToStop(order);
    workflow.signal("interrupt");
    beginning.open();
    workflow.getResult(Void.class);

    assertUndone(order, OperationState.CANCELLED);
    assertThat(stage.calls()).containsExactly("begin", "undo", "fail");
  }

  @Test
  void removesNothingBeforeTheStepsBesideHaveEnded() {
    var order = stage.accepts(PROVISION, Machines.pair());
    var beside = stage.script().first("clone lb").holds();
    stage.script().first("clone web").before(beside::awaitReached);
    stage.script().each("clone web").fails(ProvisionUndoTest::broken);

    var workflow = stage.begins(order, PROVISION);
    stage.awaitsCancellation(workflow);
    assertThat(stage.calls()).doesNotContain("undo", "remove lb", "remove web");
    beside.open();
    workflow.getResult(Void.class);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.calls()).doesNotContain("configure lb");
  }

  @Test
  void endsTheStepsBesideWhenOneFails() {
    var order = stage.accepts(PROVISION, Machines.pair());
    var beside = stage.script().first("clone lb").holds().obeyingCancellation();
    stage.script().first("clone web").before(beside::awaitReached);
    stage.script().each("clone web").fails(ProvisionUndoTest::broken);

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.ledger().problem(order).map(Problem::name)).contains("hypervisor");
  }

  @Test
  void succeedsWhenTheWishToStopComesAfterThePointOfNoReturn() {
    var order = stage.accepts(PROVISION, Machines.one());
    var committed = stage.script().first("commit").holdsBeforeItAnswers();

    var workflow = stage.begins(order, PROVISION);
    committed.awaitReached();
    workflow.signal("interrupt");
    stage.awaitsCancellation(workflow);
    committed.open();
    workflow.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings()).containsExactly("web COMMITTED");
    assertThat(stage.calls()).doesNotContain("remove web");
  }

  @Test
  void goesForwardWhenTheAnswerOfTheCommitmentIsLostForGood() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage
        .script()
        .each("commit")
        .after(
            () -> {
              throw broken();
            });

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).containsSubsequence("commit", "undo", "succeed");
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings()).containsExactly("web COMMITTED");
  }

  @Test
  void endsCancelledWhenTheWishToStopIsSeenByTheCommitment() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.script().first("commit").before(() -> stage.ledger().wantsToStop(order));

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.CANCELLED);
  }

  @Test
  void tellsWhyTheCommitmentWasRefused() {
    var order = stage.accepts(PROVISION, Machines.one());
    var restricted = Problem.of("account-restricted", "Pay what is due.");
    stage.reservations().refuseCommitment(restricted);

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.ledger().problem(order)).contains(restricted);
  }

  @Test
  void undoesWhatCannotReachItsPeers() {
    var order = stage.accepts(PROVISION, Machines.pair());
    var dead = Problem.of("unreachable-link", "lb does not reach web.");
    stage.grid().hasDeadLink(dead);

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.ledger().problem(order)).contains(dead);
  }

  @Test
  void isUndoneWhenTheEngineItselfMakesAMistake() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.scheduler().breaks();

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.ledger().problem(order))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.name()).isEqualTo("internal");
              assertThat(problem.detail()).contains("NullPointerException");
            });
  }

  @Test
  void givesUpAStepThatNeverEndsAndSaysWhich() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.script().each("clone web").fails(() -> ApplicationFailure.newFailure("busy", "BUSY"));

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.ledger().problem(order).map(Problem::name)).contains("step-failed");
  }

  @Test
  void repeatsAnUndoUntilItSucceeds() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.script().each("equip web").fails(ProvisionUndoTest::broken);
    for (int attempt = 1; attempt <= 5; attempt++) {
      stage
          .script()
          .nth("remove web", attempt)
          .fails(() -> ApplicationFailure.newFailure("busy", "BUSY"));
    }

    stage.carriesOut(order, PROVISION);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.script().count("remove web")).isEqualTo(6);
  }

  @Test
  void keepsTheReasonOfTheFirstFailureWhenItIsStoppedWhileUndoing() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.script().each("equip web").fails(ProvisionUndoTest::broken);
    var removing = stage.script().first("remove web").holds();

    var workflow = stage.begins(order, PROVISION);
    removing.awaitReached();
    stage.ledger().wantsToStop(order);
    workflow.signal("interrupt");
    removing.open();
    workflow.getResult(Void.class);

    assertUndone(order, OperationState.FAILED);
    assertThat(stage.ledger().problem(order).map(Problem::name)).contains("hypervisor");
  }

  @Test
  void isUndoneWhenAnOperatorCancelsItsWorkflow() {
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().first("clone web").holds().obeyingCancellation();

    var workflow = stage.begins(order, PROVISION);
    building.awaitReached();
    workflow.cancel();

    assertThatThrownBy(() -> workflow.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertUndone(order, OperationState.CANCELLED);
  }

  private void assertUndone(OperationId order, OperationState end) {
    assertThat(stage.ledger().state(order)).isEqualTo(end);
    assertThat(stage.ledger().holdings()).isEmpty();
    assertThat(stage.grid().guests()).isZero();
  }

  private static ApplicationFailure broken() {
    return ApplicationFailure.newFailure(
        "It is broken.", FailureTypes.HYPERVISOR, Problem.of("hypervisor", "It is broken."));
  }
}
