package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.DELETE;
import static io.gridwright.domain.operation.OperationKind.RECOVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.testing.FakeGrid;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web server is built anew whose node is lost; a balancer and a database stay elsewhere. */
class RecoverWorkflowTest {
  private static final NodeName LOST = new NodeName("pve9");

  @RegisterExtension final Stage stage = new Stage();

  @BeforeEach
  void loseTheNode() {
    stage.changes().standing();
    stage.changes().stays("pve8");
    stage.grid().loses(LOST);
    stage.scheduler().avoids(LOST);
  }

  @Test
  void buildsThenDivertsThenCommitsThenLeavesTheLostBehind() {
    var recovery = stage.accepts(RECOVER, Machines.one());

    stage.carriesOut(recovery, RECOVER);

    assertThat(stage.ledger().state(recovery)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings())
        .containsExactly("db COMMITTED", "lb COMMITTED", "old ABANDONED", "web COMMITTED");
    assertThat(stage.calls())
        .containsSubsequence("reserve", "clone web", "equip web", "open db", "try-out")
        .containsSubsequence("enter VERIFYING", "divert", "rewire db", "balance lb", "reach")
        .containsSubsequence("reach", "commit", "close db", "succeed");
  }

  @Test
  void aNewNodeThatIsLostTooIsLeftAndAnotherTaken() {
    var recovery = stage.accepts(RECOVER, Machines.one());
    stage
        .script()
        .first("clone web")
        .before(
            () -> {
              stage.grid().loses(new NodeName("pve1"));
              stage.scheduler().avoids(new NodeName("pve1"));
              stage.changes().losesOwn();
              throw FakeGrid.nodeLost(new NodeName("pve1"));
            });

    stage.carriesOut(recovery, RECOVER);

    assertThat(stage.ledger().state(recovery)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls())
        .containsSubsequence("clone web", "restore", "remove web", "clone web", "commit");
    assertThat(stage.ledger().holdings())
        .containsExactly(
            "db COMMITTED", "lb COMMITTED", "old ABANDONED", "web ABANDONED", "web COMMITTED");
  }

  @Test
  void withoutRoomItIsRefusedAndNothingIsTouched() {
    var recovery = stage.accepts(RECOVER, Machines.one());
    stage.scheduler().refuses(Problem.of("no-capacity", "There is no room."));

    stage.carriesOut(recovery, RECOVER);

    assertUndone(recovery, OperationState.FAILED);
    assertThat(stage.ledger().problem(recovery).orElseThrow().name()).isEqualTo("no-capacity");
    assertThat(stage.calls()).doesNotContain("reserve", "open db", "divert", "balance lb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"clone web", "open db", "divert", "rewire db", "reach"})
  void aDeletionInterruptsIt(String step) {
    var recovery = stage.accepts(RECOVER, Machines.one());
    var underWay = stage.script().first(step).holds();

    var workflow = stage.begins(recovery, RECOVER);
    underWay.awaitReached();
    stage.accepts(DELETE, Machines.none());
    stage.ledger().wantsToStop(recovery);
    workflow.signal("interrupt");
    stage.awaitsCancellation(workflow);
    underWay.open();
    workflow.getResult(Void.class);

    assertUndone(recovery, OperationState.CANCELLED);
    assertThat(stage.calls()).doesNotContain("commit");
  }

  /** The ledger does not name them (what is off or lost as well learns of it when it is back). */
  @Test
  void thosePeersThatAreLostAsWellAreSkipped() {
    stage.changes().nobodyElseIsThere();
    var recovery = stage.accepts(RECOVER, Machines.one());

    stage.carriesOut(recovery, RECOVER);

    assertThat(stage.ledger().state(recovery)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls())
        .doesNotContain("open db", "rewire db", "balance lb", "close db")
        .containsSubsequence("clone web", "divert", "commit", "succeed");
  }

  @Test
  void goesOnWithoutBuildingAgainWhereItWasVerifying() {
    var recovery = stage.accepts(RECOVER, Machines.one());
    stage.ledger().cameTo(recovery, Phase.VERIFYING);
    stage.ledger().reserves(recovery, List.of(new NodeName("pve1")));

    stage.carriesOut(recovery, RECOVER);

    assertThat(stage.ledger().state(recovery)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls())
        .doesNotContain("place", "clone web", "enter BUILDING")
        .containsSubsequence("divert", "balance lb", "commit");
  }

  @Test
  void onlyClearsUpWhereItWasCommitted() {
    var recovery = stage.accepts(RECOVER, Machines.one());
    stage.ledger().cameTo(recovery, Phase.COMMITTED);
    stage.changes().divertedBefore();

    stage.carriesOut(recovery, RECOVER);

    assertThat(stage.ledger().state(recovery)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls())
        .doesNotContain("commit", "divert", "undo")
        .containsSubsequence("close db", "succeed");
    assertThat(stage.ledger().holdings()).contains("old ABANDONED");
  }

  private void assertUndone(OperationId recovery, OperationState end) {
    assertThat(stage.ledger().state(recovery)).isEqualTo(end);
    assertThat(stage.changes().isDiverted()).isFalse();
    assertThat(stage.ledger().holdings())
        .containsExactly("db COMMITTED", "lb COMMITTED", "old COMMITTED");
    assertThat(stage.grid().guestsBuilt()).isZero();
  }
}
