package io.gridwright.workflows.configuration;

import static io.gridwright.domain.operation.OperationKind.POWER;
import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.power.PowerAction;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerWorkflowTest {
  private static final String[] ALL = {"lb", "web-1", "web-2", "db"};

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void aPoolMemberLeavesTheRulesBeforeItIsOff() {
    var stop = asked(PowerAction.STOP, "web-1");

    stage.carriesOut(stop, POWER);

    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.power().off()).containsExactly("web-1");
    assertThat(since("look"))
        .containsExactly("look", "withdraw web-1", "balance lb", "stop web-1", "pass", "succeed");
  }

  @Test
  void aPoolMemberComesBackOnceItsServicesAnswer() {
    var start = asked(PowerAction.START, "web-1");
    stage.power().wereStopped("web-1");

    stage.carriesOut(start, POWER);

    assertThat(stage.power().off()).isEmpty();
    assertThat(since("look"))
        .containsExactly(
            "look",
            "start web-1",
            "boot web-1",
            "expose web-1",
            "services web-1",
            "balance lb",
            "pass",
            "succeed");
  }

  @Test
  void stopsFromTheBalancerToTheDataAndStartsTheOtherWay() {
    stage.carriesOut(asked(PowerAction.STOP, ALL), POWER);

    assertThat(stage.power().off()).containsExactlyInAnyOrder(ALL);
    assertThat(since("look"))
        .startsWith("look", "stop lb", "withdraw web-1", "withdraw web-2")
        .containsSubsequence("stop web-1", "stop db", "pass")
        .doesNotContain("balance lb");

    stage.script().forgetCalls();
    stage.power().wereStopped(ALL);
    stage.power().wants(PowerAction.START, ALL);
    stage.carriesOut(stage.accepts(POWER, Machines.none()), POWER);

    assertThat(stage.power().off()).isEmpty();
    assertThat(since("look"))
        .containsSubsequence(
            "start db", "boot db", "start web-1", "boot web-1", "start lb", "boot lb", "balance lb")
        .containsOnlyOnce("balance lb");
  }

  @Test
  void aRestartTakesOneMachineAfterTheOther() {
    stage.carriesOut(asked(PowerAction.RESTART, ALL), POWER);

    assertThat(stage.power().off()).isEmpty();
    assertThat(since("look"))
        .containsSubsequence(
            "stop db",
            "start db",
            "withdraw web-1",
            "balance lb",
            "stop web-1",
            "start web-1",
            "services web-1",
            "balance lb",
            "withdraw web-2",
            "balance lb",
            "stop web-2",
            "start web-2",
            "balance lb",
            "stop lb",
            "start lb",
            "balance lb",
            "pass");
  }

  @Test
  void whatIsSuspendedLeavesItsPoolsAndThenItsOwnAddressesAndComesBackTheOtherWay() {
    stage.carriesOut(asked(PowerAction.SUSPEND, "web-1"), POWER);

    assertThat(stage.power().suspended()).containsExactly("web-1");
    assertThat(since("look"))
        .containsExactly("look", "suspend web-1", "balance lb", "expose web-1", "pass", "succeed");

    stage.script().forgetCalls();
    stage.power().wereSuspended("web-1");
    stage.power().wants(PowerAction.RESUME, "web-1");
    stage.carriesOut(stage.accepts(POWER, Machines.none()), POWER);

    assertThat(stage.power().suspended()).isEmpty();
    assertThat(since("look"))
        .containsExactly("look", "resume web-1", "expose web-1", "balance lb", "pass", "succeed");
  }

  @Test
  void aBalancerThatIsSuspendedIsToldAlone() {
    stage.carriesOut(asked(PowerAction.SUSPEND, "lb"), POWER);

    assertThat(since("look"))
        .containsExactly("look", "suspend lb", "balance lb", "pass", "succeed");
  }

  @Test
  void aSuspensionThatBreaksIsTakenBack() {
    var suspend = asked(PowerAction.SUSPEND, "web-1");
    stage.script().each("expose web-1").fails(PowerWorkflowTest::broken);

    stage.carriesOut(suspend, POWER);

    assertThat(stage.ledger().state(suspend)).isEqualTo(OperationState.FAILED);
    assertThat(stage.power().suspended()).isEmpty();
    assertThat(since("undo"))
        .containsSubsequence("restore-state web-1", "restore-addresses web-1", "rejoin lb", "fail")
        .doesNotContain("restore web-1");
  }

  @Test
  void whatWasSuspendedIsSoAgainWhereItsStopBreaks() {
    var stop = asked(PowerAction.STOP, "web-1");
    stage.power().wereSuspended("web-1");
    stage.script().each("stop web-1").fails(PowerWorkflowTest::broken);

    stage.carriesOut(stop, POWER);

    assertThat(stage.power().suspended()).containsExactly("web-1");
    assertThat(stage.power().off()).isEmpty();
  }

  @Test
  void whatBreaksIsSwitchedBackAndThePoolsAreWhole() {
    var stop = asked(PowerAction.STOP, "web-1", "db");
    stage.script().each("stop db").fails(PowerWorkflowTest::broken);

    stage.carriesOut(stop, POWER);

    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.FAILED);
    assertThat(stage.power().off()).isEmpty();
    assertThat(since("undo"))
        .containsSubsequence("restore web-1", "look", "rejoin lb", "fail")
        .contains("restore db");
  }

  @Test
  void whatWasStoppedBeforeIsStoppedAgain() {
    var start = asked(PowerAction.START, "web-1", "web-2");
    stage.power().wereStopped("web-2");
    var beside = stage.script().first("boot web-2").holds().obeyingCancellation();
    stage.script().first("boot web-1").before(beside::awaitReached);
    stage.script().each("boot web-1").fails(PowerWorkflowTest::broken);

    stage.carriesOut(start, POWER);

    assertThat(stage.ledger().state(start)).isEqualTo(OperationState.FAILED);
    assertThat(stage.power().off()).containsExactly("web-2");
  }

  @Test
  void aLostNodeIsToldAtOnceAndAdvisesNoOtherNode() {
    var stop = asked(PowerAction.STOP, "web-1");
    stage.script().each("stop web-1").fails(() -> FakeGrid.nodeLost(new NodeName("pve2")));

    stage.carriesOut(stop, POWER);

    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.FAILED);
    assertThat(stage.script().count("stop web-1")).isEqualTo(1);
    assertThat(stage.ledger().problem(stop).orElseThrow())
        .satisfies(problem -> assertThat(problem.name()).isEqualTo("node-lost"))
        .extracting(Problem::detail)
        .asString()
        .startsWith("web-1 stands on node pve2, which cannot be reached now")
        .endsWith("Ask again when the node is back.");
  }

  @Test
  void isCancelledBeforeItIsDone() {
    var stop = asked(PowerAction.STOP, "web-1");
    var stopping = stage.script().first("stop web-1").holds().obeyingCancellation();
    var workflow = stage.begins(stop, POWER);
    stopping.awaitReached();

    stage.ledger().wantsToStop(stop);
    workflow.signal("interrupt");
    workflow.getResult(Void.class);

    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.CANCELLED);
    assertThat(stage.power().off()).isEmpty();
    assertThat(stage.calls()).endsWith("rejoin lb", "fail");
  }

  @Test
  void switchesNothingOfWhatIsNotThereAnyMore() {
    var stop = asked(PowerAction.STOP, "web-9");
    stage.power().refuses(Problem.of("conflict", "web-9 has no server any more."));

    stage.carriesOut(stop, POWER);

    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.FAILED);
    assertThat(stage.power().off()).isEmpty();
  }

  @Test
  void anotherRunGoesOnWhereAnEarlierOneWasLost() {
    var stop = asked(PowerAction.STOP, "web-1");
    stage.ledger().cameTo(stop, Phase.BUILDING);

    stage.carriesOut(stop, POWER);

    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.power().off()).containsExactly("web-1");
  }

  @Test
  void anotherRunGoesOnUndoing() {
    var stop = asked(PowerAction.STOP, "web-1");
    stage.ledger().cameTo(stop, Phase.UNDOING);

    stage.carriesOut(stop, POWER);

    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.FAILED);
    assertThat(stage.power().off()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"look", "withdraw web-1", "stop web-1", "pass", "succeed"})
  void leavesEverythingToANewerRun(String step) {
    var stop = asked(PowerAction.STOP, "web-1");
    stage.script().first(step).before(() -> stage.ledger().opensNewerRun(stop));

    stage.carriesOut(stop, POWER);

    assertThat(stage.calls()).endsWith(step);
    assertThat(stage.ledger().state(stop)).isEqualTo(OperationState.RUNNING);
  }

  private OperationId asked(PowerAction action, String... components) {
    stage.carriesOut(stage.accepts(PROVISION, Machines.sample()), PROVISION);
    stage.script().forgetCalls();
    stage.power().wants(action, components);
    return stage.accepts(POWER, Machines.none());
  }

  private List<String> since(String call) {
    var calls = stage.calls();
    return calls.subList(calls.indexOf(call), calls.size());
  }

  private static ApplicationFailure broken() {
    return ApplicationFailure.newFailure(
        "It is broken.", FailureTypes.HYPERVISOR, Problem.of("hypervisor", "It is broken."));
  }
}
