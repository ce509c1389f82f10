package io.gridwright.workflows.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.workflows.grid.GridWorkWorkflow;
import io.gridwright.workflows.testing.FakeRecovery;
import io.gridwright.workflows.testing.Stage;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the loss of a node until it is back. */
class NodeRecoveryWorkflowTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void whatOnlyFlappedIsNotBuiltElsewhere() {
    recovery().finds(RecoveryActivities.Stage.MISSED, 3);
    recovery().finds(RecoveryActivities.Stage.RETURNING, 1);
    recovery().finds(RecoveryActivities.Stage.BACK, 1);

    carriesOut();

    assertThat(calls())
        .containsExactly(
            "look",
            "look",
            "look",
            "look",
            "look",
            "switched off pve1",
            "start []",
            "end recovery");
    assertThat(recovery().ends())
        .containsExactly("pve1 is back; 0 of its servers were off and are started.");
  }

  /** What needs no proof does not wait for it; a fence that is silent is asked again. */
  @Test
  void theFencesAreAskedEachRoundUntilTheyProve() {
    recovery().findsProofWanted(4);
    recovery().provesAt(3);
    recovery().finds(RecoveryActivities.Stage.BACK, 1);

    carriesOut();

    assertThat(calls())
        .startsWith(
            "look",
            "rebuild",
            "prove pve1",
            "look",
            "rebuild",
            "prove pve1",
            "look",
            "rebuild",
            "prove pve1",
            "rebuild proved",
            "look",
            "rebuild proved",
            "look",
            "switched off pve1");
  }

  @Test
  void nobodyIsAskedForProofThatNothingWaitsFor() {
    recovery().finds(RecoveryActivities.Stage.LOST, 3);
    recovery().finds(RecoveryActivities.Stage.BACK, 1);

    carriesOut();

    assertThat(calls()).doesNotContain("prove pve1");
    assertThat(stage.script().count("rebuild")).isEqualTo(3);
  }

  @Test
  void whatIsReturningIsNeitherRebuiltNorStartedBeforeItIsSwept() {
    recovery().finds(RecoveryActivities.Stage.LOST, 1);
    recovery().finds(RecoveryActivities.Stage.RETURNING, 4);
    recovery().finds(RecoveryActivities.Stage.BACK, 1);

    carriesOut();

    assertThat(calls())
        .containsExactly(
            "look",
            "rebuild",
            "look",
            "look",
            "look",
            "look",
            "look",
            "switched off pve1",
            "start []",
            "end recovery");
  }

  @Test
  void whatIsOffIsStartedOnceTheNodeIsBack() {
    recovery().finds(RecoveryActivities.Stage.BACK, 1);
    recovery().isOff("db", "mail");

    carriesOut();

    assertThat(calls())
        .containsExactly("look", "switched off pve1", "start [db, mail]", "end recovery");
    assertThat(recovery().ends())
        .containsExactly("pve1 is back; 2 of its servers were off and are started.");
  }

  @Test
  void aNodeThatIsLostAgainWhenItsRecoveryIsToEndIsRecovered() {
    recovery().finds(RecoveryActivities.Stage.BACK, 1);
    recovery().isLostAtEnd();
    recovery().finds(RecoveryActivities.Stage.LOST, 1);
    recovery().finds(RecoveryActivities.Stage.BACK, 1);

    carriesOut();

    assertThat(calls())
        .containsExactly(
            "look",
            "switched off pve1",
            "start []",
            "end recovery",
            "look",
            "rebuild",
            "look",
            "switched off pve1",
            "start []",
            "end recovery");
    assertThat(recovery().ends()).hasSize(1);
  }

  @Test
  void anEndedRecoveryDoesNothing() {
    carriesOut();

    assertThat(calls()).containsExactly("look");
  }

  @Test
  void itIsLookedAtLessOftenAsLongAsNothingChanges() {
    recovery().finds(RecoveryActivities.Stage.LOST, 10);

    WorkflowStub workflow = carriesOut();

    // 1 + 2 + 4 + 8 + 6 * 15, and each look but the last after the one before.
    assertThat(stage.lifeOf(workflow))
        .isBetween(Duration.ofSeconds(105 - 1), Duration.ofSeconds(105 + 15));
  }

  @Test
  void anAnswerThatWasLostIsAskedForAgain() {
    recovery().findsProofWanted(1);
    recovery().provesAt(1);
    recovery().finds(RecoveryActivities.Stage.BACK, 1);
    for (String step :
        List.of("look", "rebuild", "prove pve1", "switched off pve1", "start []", "end recovery")) {
      stage
          .script()
          .first(step)
          .before(
              () -> {
                throw ApplicationFailure.newFailure("not now", "NOT_NOW");
              });
    }

    carriesOut();

    assertThat(calls())
        .containsExactly(
            "look",
            "look",
            "rebuild",
            "rebuild",
            "prove pve1",
            "prove pve1",
            "rebuild proved",
            "look",
            "switched off pve1",
            "switched off pve1",
            "start []",
            "start []",
            "end recovery",
            "end recovery");
  }

  private FakeRecovery recovery() {
    return stage.recovery();
  }

  private List<String> calls() {
    return stage.calls();
  }

  private WorkflowStub carriesOut() {
    var work =
        stage
            .client()
            .newUntypedWorkflowStub(GridWorkWorkflow.Types.RECOVERY, Stage.options("recovery/1"));
    work.start(GridWorkWorkflow.Task.begin(new GridWorkId("work-1")));
    work.getResult(Void.class);
    return work;
  }
}
