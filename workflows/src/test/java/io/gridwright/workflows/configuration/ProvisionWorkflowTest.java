package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.Reason;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.testing.FakeGrid;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way forward: from an order to machines that count. */
class ProvisionWorkflowTest {
  private static final NodeName PVE1 = new NodeName("pve1");

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void carriesOutTheStepsInTheirOrder() {
    var order = stage.accepts(PROVISION, Machines.one());

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings()).containsExactly("web COMMITTED");
    assertThat(stage.calls())
        .containsExactly(
            "begin",
            "enter PLACING",
            "place",
            "reserve",
            "verify pve1",
            "enter BUILDING",
            "clone web",
            "configure web",
            "start web",
            "await-agent web",
            "equip web",
            "enter VERIFYING",
            "reach",
            "commit",
            "succeed");
  }

  @Test
  void buildsMachinesSideBySideAndBalancesWhenAllAreThere() {
    var order = stage.accepts(PROVISION, Machines.sample());
    var slowest = stage.script().first("equip db").holds();

    var workflow = stage.begins(order, PROVISION);
    slowest.awaitReached();
    stage.awaits("equip lb");
    stage.awaits("equip web-1");
    stage.awaits("equip web-2");

    assertThat(stage.calls()).doesNotContain("balance lb");
    slowest.open();
    workflow.getResult(Void.class);
    assertThat(stage.calls()).containsSubsequence("equip db", "balance lb", "reach", "commit");
    assertThat(stage.grid().guests()).isEqualTo(4);
  }

  @Test
  void placesAgainWhenAnotherOrderTookTheRoom() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.reservations().loseRaces(1);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls())
        .containsSubsequence("place", "reserve", "place", "reserve", "verify pve1");
  }

  @Test
  void placesAgainWhenANodeProvesFullerThanItsRow() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.grid().isFuller(PVE1, 1);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.script().count("place")).as("F94: placed twice").isEqualTo(2);
    assertThat(stage.script().count("verify pve1")).as("F94: verified twice").isEqualTo(2);
    assertThat(stage.calls()).containsSubsequence("verify pve1", "release", "place", "reserve");
  }

  @Test
  void placesElsewhereWhenANodeIsLostBeforeItWasVerified() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.grid().loses(PVE1);
    stage.script().each("release").after(() -> stage.scheduler().avoids(PVE1));

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls()).containsSubsequence("verify pve1", "release", "place", "verify pve2");
  }

  @Test
  void buildsElsewhereWhenANodeDiesUnderIt() {
    var order = stage.accepts(PROVISION, Machines.pair());
    var beside = stage.script().first("equip lb").holds().obeyingCancellation();
    stage
        .script()
        .first("start web")
        .before(
            () -> {
              beside.awaitReached();
              stage.grid().loses(new NodeName("pve2"));
              stage.scheduler().avoids(new NodeName("pve2"));
            });

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().holdings())
        .as("what stood on the dead node stays in the ledger until the sweep ends it")
        .containsExactly("lb COMMITTED", "web ABANDONED", "web COMMITTED");
    assertThat(stage.grid().guests()).isEqualTo(2);
    assertThat(stage.calls())
        .containsSubsequence("start web", "enter PLACING", "remove web", "place", "clone web");
  }

  @Test
  void buildsAnotherMachineWhereOneCanNeitherBeUsedNorRemoved() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage
        .script()
        .first("clone web")
        .fails(() -> ApplicationFailure.newFailure("locked for good", FailureTypes.MACHINE_LOST));

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls()).containsSubsequence("clone web", "remove web", "place", "clone web");
  }

  @Test
  void givesUpWhenNodesDieUnderItAgainAndAgain() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.script().each("clone web").fails(() -> FakeGrid.nodeLost(PVE1));

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.FAILED);
    assertThat(stage.ledger().problem(order).map(Problem::name)).contains("node-lost");
    assertThat(stage.script().count("clone web")).isEqualTo(3);
    assertThat(stage.ledger().holdsNothing()).isTrue();
  }

  @Test
  void givesUpWhenOthersTakeTheRoomEachTime() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.reservations().loseRaces(1000);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.FAILED);
    assertThat(stage.ledger().problem(order).map(Problem::name)).contains("no-capacity");
    assertThat(stage.script().count("place")).isEqualTo(40);
    assertThat(stage.ledger().holdsNothing()).isTrue();
  }

  @Test
  void tellsWhyNothingFitsAndReservesNothing() {
    var order = stage.accepts(PROVISION, Machines.one());
    var noCapacity =
        Problem.of("no-capacity", "Nothing fits.")
            .withReasons(
                List.of(new Reason("web", "memory", 3, "12 MiB short")),
                List.of(new io.gridwright.domain.operation.Suggestion("Order less.")));
    stage.scheduler().refuses(noCapacity);

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.FAILED);
    assertThat(stage.ledger().problem(order)).contains(noCapacity);
    assertThat(stage.calls()).doesNotContain("reserve");
  }

  @Test
  void goesOnAfterFailuresThatPass() {
    var order = stage.accepts(PROVISION, Machines.one());
    for (var step : List.of("place", "reserve", "verify pve1", "clone web", "reach", "commit")) {
      stage.script().first(step).fails(() -> ApplicationFailure.newFailure("busy", "BUSY"));
      stage.script().nth(step, 2).losesItsAnswer();
    }

    stage.carriesOut(order, PROVISION);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.script().count("clone web")).isEqualTo(3);
    assertThat(stage.ledger().holdings()).containsExactly("web COMMITTED");
  }

  @Test
  void tellsWhatItIsDoing() {
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().first("clone web").holds();

    var workflow = stage.begins(order, PROVISION);
    building.awaitReached();

    assertThat(workflow.query("progress", String.class)).isEqualTo("building");
    building.open();
    workflow.getResult(Void.class);
    assertThat(workflow.query("progress", String.class)).isEqualTo("ended");
  }
}
