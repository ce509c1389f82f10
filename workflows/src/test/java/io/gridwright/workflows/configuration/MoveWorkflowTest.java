package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.testing.FakeGrid;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoveWorkflowTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void movesOneMachineAfterTheOtherAndTheLedgerFollowsEach() {
    var move = moveOf("web-1", "web-2");

    stage.carriesOut(move, MOVE);

    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.moves().stands()).containsExactly("web-1 pve2", "web-2 pve2");
    assertThat(stage.calls())
        .containsSubsequence(
            "hold",
            "verify pve2",
            "enter BUILDING",
            "migrate web-1",
            "arrive web-1",
            "migrate web-2",
            "arrive web-2",
            "pass",
            "succeed");
  }

  @Test
  void movesNothingWhereThereIsNoRoomAnyMore() {
    var move = moveOf("web");
    stage.moves().hasNoRoom(Problem.of("move-refused", "There is no room."));

    stage.carriesOut(move, MOVE);

    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.FAILED);
    assertThat(stage.ledger().problem(move).orElseThrow().name()).isEqualTo("move-refused");
    assertThat(stage.script().count("migrate web")).isZero();
  }

  @Test
  void movesNothingToANodeThatProvesFuller() {
    var move = moveOf("web");
    stage.grid().isFuller(new NodeName("pve2"), 1);

    stage.carriesOut(move, MOVE);

    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.FAILED);
    assertThat(stage.moves().holdsNothing()).isTrue();
    assertThat(stage.script().count("migrate web")).isZero();
  }

  @Test
  void leavesWhatDidNotArriveWhereItWasAndFollowsWhatDid() {
    var move = moveOf("web-1", "web-2");
    stage.script().each("migrate web-2").fails(MoveWorkflowTest::broken);

    stage.carriesOut(move, MOVE);

    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.FAILED);
    assertThat(stage.moves().stands()).containsExactly("web-1 pve2");
    assertThat(stage.moves().holdsNothing()).isTrue();
    assertThat(stage.calls()).containsSubsequence("settle web-2", "stay web-2", "fail");
  }

  @Test
  void followsAMachineThatArrivedThoughItsNodeWasLost() {
    var move = moveOf("web");
    stage
        .script()
        .first("migrate web")
        .after(
            () -> {
              throw FakeGrid.nodeLost(new NodeName("pve1"));
            });

    stage.carriesOut(move, MOVE);

    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.FAILED);
    assertThat(stage.moves().stands()).containsExactly("web pve2");
    assertThat(stage.calls()).containsSubsequence("undo", "settle web", "arrive web", "fail");
  }

  @Test
  void isCancelledBeforeTheSwitch() {
    var move = moveOf("web");
    var moving = stage.script().first("migrate web").holds().obeyingCancellation();
    var workflow = stage.begins(move, MOVE);
    moving.awaitReached();

    stage.ledger().wantsToStop(move);
    workflow.signal("interrupt");
    workflow.getResult(Void.class);

    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.CANCELLED);
    assertThat(stage.moves().stands()).isEmpty();
    assertThat(stage.moves().holdsNothing()).isTrue();
  }

  @Test
  void goesOnFromWhereAnEarlierRunWasLost() {
    var move = moveOf("web");
    stage.moves().holds();
    stage.ledger().cameTo(move, Phase.BUILDING);

    stage.carriesOut(move, MOVE);

    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.moves().stands()).containsExactly("web pve2");
    assertThat(stage.calls()).doesNotContain("hold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "arrive web", "pass", "succeed"})
  void leavesEverythingToANewerRun(String step) {
    var move = moveOf("web");
    stage.script().first(step).before(() -> stage.ledger().opensNewerRun(move));

    stage.carriesOut(move, MOVE);

    assertThat(stage.calls()).endsWith(step);
    assertThat(stage.ledger().state(move)).isEqualTo(OperationState.RUNNING);
  }

  private OperationId moveOf(String... components) {
    for (var component : components) {
      stage.moves().wants(component, "pve2");
    }
    return stage.accepts(MOVE, Machines.none());
  }

  private static ApplicationFailure broken() {
    return ApplicationFailure.newFailure(
        "It is broken.", FailureTypes.HYPERVISOR, Problem.of("hypervisor", "It is broken."));
  }
}
