package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was lost is taken up by another, which goes on from the phase in the ledger. */
class ProvisionResumeTest {
  private static final List<NodeName> TWO_NODES =
      List.of(new NodeName("pve1"), new NodeName("pve2"));

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void givesBackItsShareAndPlacesAnewWhenItWasPlacing() {
    var order = stage.accepts(PROVISION, Machines.pair());
    stage.ledger().cameTo(order, Phase.PLACING);
    stage.ledger().reserves(order, TWO_NODES);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).containsSubsequence("remove web", "place", "reserve", "clone web");
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings()).containsExactly("lb COMMITTED", "web COMMITTED");
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"BUILDING", "VERIFYING"})
  void buildsOnWhatItHoldsWithoutPlacingAgain(Phase phase) {
    var order = stage.accepts(PROVISION, Machines.pair());
    stage.ledger().cameTo(order, phase);
    stage.ledger().reserves(order, TWO_NODES);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).doesNotContain("place", "reserve");
    assertThat(stage.calls()).containsSubsequence("clone web", "equip web", "reach", "commit");
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().epoch(order)).isEqualTo(2);
  }

  @Test
  void onlyEndsWhatWasCommitted() {
    var order = stage.accepts(PROVISION, Machines.pair());
    stage.ledger().cameTo(order, Phase.COMMITTED);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).containsExactly("begin", "succeed");
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void undoesOnWhatWasBeingUndone() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.ledger().cameTo(order, Phase.UNDOING);
    stage.ledger().reserves(order, List.of(new NodeName("pve1")));

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).containsExactly("begin", "undo", "remove web", "fail");
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.FAILED);
    assertThat(stage.ledger().holdsNothing()).isTrue();
  }

  @Test
  void touchesNothingOfWhatHasEnded() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.ledger().cameTo(order, Phase.ENDED);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).containsExactly("begin");
  }

  @Test
  void undoesAtOnceWhatWasStoppedWhileNobodyCarriedItOut() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.ledger().cameTo(order, Phase.BUILDING);
    stage.ledger().reserves(order, List.of(new NodeName("pve1")));
    stage.ledger().wantsToStop(order);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).containsExactly("begin", "undo", "remove web", "fail");
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.CANCELLED);
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
        "reach",
        "commit",
        "succeed"
      })
  void leavesEverythingToANewerRun(String step) {
    var order = stage.accepts(PROVISION, Machines.balancer());
    stage.script().first(step).before(() -> stage.ledger().opensNewerRun(order));

    stage.carriesOut(order, PROVISION);

    var afterwards = stage.calls().subList(stage.calls().indexOf(step), stage.calls().size());
    assertThat(afterwards).containsExactly(step);
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"undo", "remove web", "fail"})
  void leavesAnUndoToANewerRun(String step) {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.ledger().cameTo(order, Phase.UNDOING);
    stage.ledger().reserves(order, List.of(new NodeName("pve1")));
    stage.script().first(step).before(() -> stage.ledger().opensNewerRun(order));

    stage.carriesOut(order, PROVISION);

    assertThat(stage.calls()).endsWith(step);
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.RUNNING);
  }
}
