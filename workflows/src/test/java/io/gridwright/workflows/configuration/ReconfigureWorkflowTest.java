package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.RECONFIGURE;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web server takes the place of another, beside a balancer and a database that stay. */
class ReconfigureWorkflowTest {
  private static final List<String> AS_BEFORE =
      List.of("db COMMITTED", "lb COMMITTED", "old COMMITTED");

  @RegisterExtension final Stage stage = new Stage();

  @BeforeEach
  void stand() {
    stage.changes().standing();
  }

  @Test
  void buildsThenDivertsThenCommitsThenRemoves() {
    var change = stage.accepts(RECONFIGURE, Machines.one());

    stage.carriesOut(change, RECONFIGURE);

    assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings())
        .containsExactly("db COMMITTED", "lb COMMITTED", "web COMMITTED");
    assertThat(stage.calls())
        .containsSubsequence("reserve", "equip web", "open db", "try-out", "enter VERIFYING")
        .containsSubsequence("enter VERIFYING", "divert", "rewire db", "balance lb", "drain old")
        .containsSubsequence("drain old", "reach", "commit", "close db", "remove old", "succeed");
  }

  @ParameterizedTest
  @CsvSource({
    "place, false",
    "reserve, false",
    "clone web, false",
    "equip web, false",
    "open db, true",
    "try-out, true",
    "enter VERIFYING, true",
    "divert, true",
    "rewire db, true",
    "drain old, true",
    "reach, true",
    "commit, true"
  })
  void swapsBackWhenAStepFails(String step, boolean othersWereTold) {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    stage.script().each(step).fails(ReconfigureWorkflowTest::broken);

    stage.carriesOut(change, RECONFIGURE);

    assertUndone(change, OperationState.FAILED);
    if (othersWereTold) {
      assertThat(stage.calls()).containsSubsequence("restore", "restore db", "balance lb");
    } else {
      assertThat(stage.calls()).doesNotContain("restore db", "balance lb");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "place",
        "clone web",
        "open db",
        "try-out",
        "divert",
        "rewire db",
        "drain old",
        "reach"
      })
  void swapsBackWhenItIsCancelled(String step) {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    var underWay = stage.script().first(step).holds();

    var workflow = stage.begins(change, RECONFIGURE);
    underWay.awaitReached();
    stage.ledger().wantsToStop(change);
    workflow.signal("interrupt");
    stage.awaitsCancellation(workflow);
    underWay.open();
    workflow.getResult(Void.class);

    assertUndone(change, OperationState.CANCELLED);
    assertThat(stage.calls()).doesNotContain("commit");
  }

  @Test
  void clearsUpWhenTheWishToStopComesAfterTheCommit() {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    var committed = stage.script().first("commit").holdsBeforeItAnswers();

    var workflow = stage.begins(change, RECONFIGURE);
    committed.awaitReached();
    workflow.signal("interrupt");
    stage.awaitsCancellation(workflow);
    committed.open();
    workflow.getResult(Void.class);

    assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls()).containsSubsequence("commit", "close db", "remove old", "succeed");
  }

  @Test
  void changesTheSizeOfWhatStaysWhenWhatIsNewHasProvedItself() {
    stage.changes().resizesWhatStays();
    var change = stage.accepts(RECONFIGURE, Machines.one());

    stage.carriesOut(change, RECONFIGURE);

    assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.changes().larger()).containsExactly("db");
    assertThat(stage.calls())
        .containsSubsequence("try-out", "resize db", "enter VERIFYING", "divert", "commit")
        .doesNotContain("resize-back db");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resize db", "enter VERIFYING", "divert", "drain old", "commit"})
  void givesBackTheSizeWhenAStepFails(String step) {
    stage.changes().resizesWhatStays();
    var change = stage.accepts(RECONFIGURE, Machines.one());
    stage
        .script()
        .first(step)
        .after(
            () -> {
              throw broken();
            });

    stage.carriesOut(change, RECONFIGURE);

    if (step.equals("commit")) {
      assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
      assertThat(stage.changes().larger()).containsExactly("db");
    } else {
      assertUndone(change, OperationState.FAILED);
      assertThat(stage.calls()).containsSubsequence("restore", "resize-back db", "remove web");
      assertThat(stage.changes().larger()).isEmpty();
    }
  }

  @Test
  void givesBackTheSizeWhenItIsCancelledMeanwhile() {
    stage.changes().resizesWhatStays();
    var change = stage.accepts(RECONFIGURE, Machines.one());
    var underWay = stage.script().first("resize db").holds();

    var workflow = stage.begins(change, RECONFIGURE);
    underWay.awaitReached();
    stage.ledger().wantsToStop(change);
    workflow.signal("interrupt");
    stage.awaitsCancellation(workflow);
    underWay.open();
    workflow.getResult(Void.class);

    assertUndone(change, OperationState.CANCELLED);
    assertThat(stage.changes().larger()).isEmpty();
    assertThat(stage.calls()).containsSubsequence("resize db", "restore", "resize-back db");
  }

  @ParameterizedTest
  @CsvSource({"clone web", "reach"})
  void buildsElsewhereWhatItsOwnNodeTookAlong(String step) {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    stage
        .script()
        .first(step)
        .before(
            () -> {
              stage.grid().loses(new NodeName("pve1"));
              stage.scheduler().avoids(new NodeName("pve1"));
              stage.changes().losesOwn();
              throw FakeGrid.nodeLost(new NodeName("pve1"));
            });

    stage.carriesOut(change, RECONFIGURE);

    assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls()).containsSubsequence(step, "restore", "remove web", "clone web");
    assertThat(stage.ledger().holdings())
        .containsExactly("db COMMITTED", "lb COMMITTED", "web ABANDONED", "web COMMITTED");
  }

  @Test
  void failsWhenANodeOfWhatStaysIsLost() {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    stage.script().first("open db").before(() -> stage.grid().loses(new NodeName("pve9")));

    stage.carriesOut(change, RECONFIGURE);

    assertUndone(change, OperationState.FAILED);
    assertThat(stage.ledger().problem(change).orElseThrow().name()).isEqualTo("node-lost");
  }

  @Test
  void doesNotWaitForALostNodeOnceItIsCommitted() {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    stage.script().first("commit").after(() -> stage.grid().loses(new NodeName("pve9")));

    stage.carriesOut(change, RECONFIGURE);

    assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings()).contains("old ABANDONED", "web COMMITTED");
  }

  @Test
  void goesOnWithoutBuildingAgainWhereRequestsWereBeingDiverted() {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    stage.ledger().cameTo(change, Phase.VERIFYING);
    stage.ledger().reserves(change, List.of(new NodeName("pve1")));

    stage.carriesOut(change, RECONFIGURE);

    assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls())
        .doesNotContain("place", "clone web", "enter BUILDING")
        .containsSubsequence("divert", "balance lb", "drain old", "commit", "remove old");
  }

  @Test
  void onlyClearsUpWhereItWasCommitted() {
    var change = stage.accepts(RECONFIGURE, Machines.one());
    stage.ledger().cameTo(change, Phase.COMMITTED);
    stage.changes().divertedBefore();

    stage.carriesOut(change, RECONFIGURE);

    assertThat(stage.ledger().state(change)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls())
        .doesNotContain("commit", "divert", "undo")
        .containsSubsequence("close db", "remove old", "succeed");
  }

  private void assertUndone(OperationId change, OperationState end) {
    assertThat(stage.ledger().state(change)).isEqualTo(end);
    assertThat(stage.changes().isDiverted()).isFalse();
    assertThat(stage.ledger().holdings()).isEqualTo(AS_BEFORE);
    assertThat(stage.grid().guestsBuilt()).isZero();
    assertThat(stage.calls()).doesNotContain("remove old");
  }

  private static ApplicationFailure broken() {
    return ApplicationFailure.newFailure(
        "It is broken.", FailureTypes.HYPERVISOR, Problem.of("hypervisor", "It is broken."));
  }
}
