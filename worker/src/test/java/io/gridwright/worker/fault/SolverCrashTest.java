package io.gridwright.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.operation.OperationState;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.Queue;
import io.gridwright.worker.WorkerSettings;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.workflows.operation.Steps;
import io.temporal.activity.ActivityOptions;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** The solver in a process of its own: its death fails one attempt of one activity. */
class SolverCrashTest {
  private static final EnumSet<Queue> SOLVING = EnumSet.of(Queue.SOLVER, Queue.PREVIEW);

  @Test
  void anOrderEndsWellWhoseSolverDiesInTheMidstOfItsPlacement() {
    var injection = new Injection();
    var alone = WorkerSettings.DEFAULT.withGrace(Duration.ofSeconds(2)).serving(SOLVING);
    try (var engine =
        EngineUnderTest.start(
            EngineUnderTest.setup()
                .working(
                    WorkerSettings.DEFAULT
                        .withGrace(Duration.ofSeconds(2))
                        .serving(EnumSet.complementOf(SOLVING)))
                .injecting(injection))) {
      var solver = engine.hire(alone);
      var parked = new Parked.Many();
      var order = engine.accepted(engine.customer(), Documents.web("page", 256, 4));
      injection.arm(order.configuration(), "Place", parked.another());
      injection.hurry(order.configuration(), "Place", SolverCrashTest::soonMissed);
      engine.sent(order);
      parked.await(1);

      engine.crash(solver);
      engine.hire(alone);

      engine.awaitEnd(order, OperationState.SUCCEEDED);
      var steps = engine.store().operations().steps(order.operation());
      assertThat(steps)
          .filteredOn(step -> step.name().equals(Steps.PLACE))
          .singleElement()
          .satisfies(place -> assertThat(place.attempts()).isEqualTo(2));
      assertThat(steps)
          .filteredOn(step -> !step.name().equals(Steps.PLACE))
          .allSatisfy(step -> assertThat(step.attempts()).isEqualTo(1));
      engine.assertLedgerEqualsGrid();
    }
  }

  /** A solver that died is missed after half a minute; a test need not wait so long. */
  private static ActivityOptions soonMissed(ActivityOptions options) {
    return ActivityOptions.newBuilder(options)
        .setStartToCloseTimeout(Duration.ofSeconds(5))
        .build();
  }
}
