package io.gridwright.workflows.traffic;

import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static io.gridwright.domain.operation.OperationKind.TRAFFIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pause beside everything else: it tells the balancer, or says that it could not. */
class TrafficRuleWorkflowTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void tellsTheBalancer() {
    runs(Machines.pair());
    var pause = stage.accepts(TRAFFIC, Machines.none());

    stage.carriesOut(pause, TRAFFIC);

    assertThat(stage.calls()).endsWith("begin", "balancers", "pause lb", "succeed");
    assertThat(stage.ledger().state(pause)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void succeedsWithTheFactAloneWhereNoBalancerRuns() {
    runs(Machines.one());
    var pause = stage.accepts(TRAFFIC, Machines.none());

    stage.carriesOut(pause, TRAFFIC);

    assertThat(stage.grid().pauses()).isZero();
    assertThat(stage.ledger().state(pause)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void doesItBesideAnOperationThatRuns() {
    runs(Machines.balancer());
    var order = stage.accepts(PROVISION, Machines.one());
    var building = stage.script().nth("clone web", 1).holds();
    var running = stage.begins(order, PROVISION);
    building.awaitReached();
    var pause = stage.accepts(TRAFFIC, Machines.none());

    stage.carriesOut(pause, TRAFFIC);

    assertThat(stage.ledger().state(pause)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.RUNNING);
    building.open();
    running.getResult(Void.class);
    assertThat(stage.ledger().state(order)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void saysAtOnceThatTheNodeIsLostAndThatTheFactStays() {
    runs(Machines.balancer());
    stage.grid().loses(new NodeName("pve1"));
    var pause = stage.accepts(TRAFFIC, Machines.none());

    var workflow = stage.carriesOut(pause, TRAFFIC);

    assertThat(stage.ledger().state(pause)).isEqualTo(OperationState.FAILED);
    assertThat(stage.lifeOf(workflow)).isLessThan(Duration.ofSeconds(10));
    assertThat(stage.ledger().problem(pause))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.name()).isEqualTo("not-in-force");
              assertThat(problem.detail())
                  .contains("is kept", "node pve1 cannot be worked on", "Repeat");
            });
    assertThat(stage.ledger().holdings()).containsExactly("lb COMMITTED");
  }

  @Test
  void givesUpAfterTwoMinutesOnABalancerThatDoesNotAnswer() {
    runs(Machines.balancer());
    stage.script().each("pause lb").fails(() -> ApplicationFailure.newFailure("busy", "BUSY"));
    var pause = stage.accepts(TRAFFIC, Machines.none());

    var workflow = stage.carriesOut(pause, TRAFFIC);

    assertThat(stage.ledger().state(pause)).isEqualTo(OperationState.FAILED);
    assertThat(stage.lifeOf(workflow)).isLessThanOrEqualTo(Duration.ofMinutes(3));
    assertThat(stage.ledger().problem(pause))
        .hasValueSatisfying(problem -> assertThat(problem.detail()).contains("is kept"));
  }

  @Test
  void goesOnWhereALostRunBroke() {
    runs(Machines.balancer());
    var pause = stage.accepts(TRAFFIC, Machines.none());
    stage.ledger().cameTo(pause, Phase.ACCEPTED);
    stage.script().first("pause lb").losesItsAnswer();

    stage.carriesOut(pause, TRAFFIC);

    assertThat(stage.grid().pauses()).isEqualTo(2);
    assertThat(stage.ledger().state(pause)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void stopsWithoutAWordWhenItWasEnded() {
    runs(Machines.balancer());
    var pause = stage.accepts(TRAFFIC, Machines.none());
    stage.script().first("pause lb").before(() -> stage.ledger().opensNewerRun(pause));

    stage.carriesOut(pause, TRAFFIC);

    assertThat(stage.calls()).endsWith("pause lb").doesNotContain("undo", "fail");
  }

  private void runs(Machines machines) {
    stage.carriesOut(stage.accepts(PROVISION, machines), PROVISION);
  }
}
