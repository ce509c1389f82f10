package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.DELETE;
import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.SearchAttributes;
import io.gridwright.workflows.testing.FakeLedger;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The entity: one configuration's operations, one after the other, as the ledger orders them. */
class ConfigurationWorkflowTest {
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void carriesOutWhatIsQueuedAndCompletesWhenNothingIsLeft() {
    var order = stage.accepts(PROVISION, Machines.pair());
    var delete = stage.accepts(DELETE, Machines.none());
    stage.nudges().getResult(Void.class);

    assertThat(stage.ledger().state(delete)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.calls()).startsWith("next").endsWith("next");
  }

  @Test
  void completesAtOnceWhenNothingIsQueued() {
    stage.nudges().getResult(Void.class);

    assertThat(stage.calls()).isNotEmpty().containsOnly("next");
  }

  @Test
  void looksAgainWhenItIsNudgedDuringItsLastLook() {
    var lastLook = stage.script().first("next").holdsBeforeItAnswers();

    var entity = stage.nudges();
    lastLook.awaitReached();
    var order = stage.accepts(PROVISION, Machines.one());
    stage.nudges();
    lastLook.open();
    entity.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void followsAnOperationThatRunsAlreadyInsteadOfRunningItTwice() {
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().first("clone web").holds();
    var running = stage.begins(order, PROVISION);
    building.awaitReached();

    var entity = stage.nudges();
    stage.awaits("standing");
    building.open();
    running.getResult(Void.class);
    entity.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.script().count("begin")).isEqualTo(1);
  }

  @Test
  void passesAWishToStopOn() {
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().first("clone web").holds().obeyingCancellation();

    var entity = stage.nudges();
    building.awaitReached();
    stage.ledger().wantsToStop(order);
    stage.nudges();
    entity.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.CANCELLED);
    assertThat(stage.ledger().holdsNothing()).isTrue();
  }

  @Test
  void passesAWishToStopOnToAnOperationThatRanAlready() {
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().first("clone web").holds().obeyingCancellation();
    var running = stage.begins(order, PROVISION);
    building.awaitReached();
    stage.ledger().wantsToStop(order);

    stage.nudges().getResult(Void.class);
    running.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.CANCELLED);
  }

  @Test
  void passesAWishToStopOnToTheNextRunWhereTheLastOneClosed() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.grid().loses(new NodeName("pve1"));
    var others = stage.begins(order, PROVISION);
    stage.awaits("verify pve1");
    stage.awaitsTimer(others);
    var entity = stage.nudges();
    stage.awaits("standing");

    others.terminate("by hand");
    stage.ledger().wantsToStop(order);
    stage.nudges();
    entity.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.CANCELLED);
  }

  @Test
  void seesAWishToStopOfWhichNobodyToldIt() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.script().nth("clone web", 3).before(() -> stage.ledger().wantsToStop(order));
    stage.script().each("clone web").fails(() -> ApplicationFailure.newFailure("busy", "BUSY"));

    stage.nudges().getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.CANCELLED);
  }

  @Test
  void opensAnOperationAgainWhoseWorkflowBroke() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage
        .script()
        .first("undo")
        .fails(() -> ApplicationFailure.newFailure("refused", FailureTypes.REFUSED));
    stage
        .script()
        .first("clone web")
        .fails(() -> ApplicationFailure.newFailure("broken", FailureTypes.HYPERVISOR));

    stage.nudges().getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().epoch(order)).as("a second run").isEqualTo(2);
  }

  @Test
  void opensAnOperationAgainEverLessOftenWhileItsWorkflowBreaks() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.ledger().cameTo(order, Phase.UNDOING);
    for (int run = 1; run <= 5; run++) {
      stage
          .script()
          .nth("undo", run)
          .fails(() -> ApplicationFailure.newFailure("refused", FailureTypes.REFUSED));
    }

    var entity = stage.nudges();
    entity.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.FAILED);
    assertThat(stage.ledger().epoch(order)).isEqualTo(7);
    assertThat(stage.lifeOf(entity))
        .as("5 + 10 + 20 + 40 + 80 seconds")
        .isBetween(Duration.ofSeconds(155), Duration.ofSeconds(240));
  }

  @Test
  void opensAnOperationAgainThatWasTerminated() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.grid().loses(new NodeName("pve1"));

    var entity = stage.nudges();
    stage.awaits("verify pve1");
    var lost = stage.workflowOf(order, PROVISION);
    stage.awaitsTimer(lost); // with a step under way, time would not be skipped after this
    lost.terminate("by hand");
    stage.scheduler().avoids(new NodeName("pve1"));
    entity.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().epoch(order)).isEqualTo(2);
  }

  @Test
  void seesThatAnothersRunBrokeThoughItIsNudgedAllTheTime() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.grid().loses(new NodeName("pve1"));
    var others = stage.begins(order, PROVISION);
    stage.awaits("verify pve1");
    stage.awaitsTimer(others);
    stage.nudges();
    stage.awaits("standing");

    others.terminate("by hand");
    stage.scheduler().avoids(new NodeName("pve1"));
    for (int round = 1; round <= 8; round++) {
      stage.passes(Duration.ofSeconds(4)); // more often than it looks by itself
      stage.nudges();
    }
    stage.nudges().getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().epoch(order)).isEqualTo(2);
  }

  @Test
  void leavesItsOperationRunningWhenItIsTerminatedItself() {
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().first("clone web").holds();

    var entity = stage.nudges();
    building.awaitReached();
    entity.terminate("by hand");
    building.open();
    stage.workflowOf(order, PROVISION).getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().epoch(order)).isEqualTo(1);
  }

  @Test
  void takesUpWhatALostRunLeft() {
    var order = stage.accepts(PROVISION, Machines.one());
    stage.ledger().cameTo(order, Phase.UNDOING);

    stage.nudges().getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.FAILED);
  }

  @Test
  void continuesAsNewBetweenOperationsOnceItsHistoryIsLong() {
    var order = stage.accepts(DELETE, Machines.none());
    var deleting = stage.script().first("pass").holds();

    var entity = stage.nudges();
    deleting.awaitReached();
    for (int i = 0; i < 5; i++) {
      entity.signal("nudge", "x".repeat(MEBIBYTE));
    }
    var next = stage.accepts(DELETE, Machines.none());
    deleting.open();
    entity.getResult(Void.class);

    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().state(next)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(
            stage.history(entity).getEvents().get(0).getWorkflowExecutionStartedEventAttributes())
        .satisfies(started -> assertThat(started.getContinuedExecutionRunId()).isNotEmpty());
  }

  @Test
  void namesWhatOperatorsFilterBy() {
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().first("clone web").holds();
    var entity = stage.nudges();
    building.awaitReached();

    var described = stage.workflowOf(order, PROVISION).describe();
    assertThat(described.getTypedSearchAttributes().get(SearchAttributes.CONFIGURATION_ID))
        .isEqualTo(FakeLedger.CONFIGURATION.value());
    assertThat(described.getTypedSearchAttributes().get(SearchAttributes.OPERATION_KIND))
        .isEqualTo("PROVISION");
    assertThat(described.getStaticSummary()).contains("PROVISION");

    building.open();
    entity.getResult(Void.class);
  }
}
