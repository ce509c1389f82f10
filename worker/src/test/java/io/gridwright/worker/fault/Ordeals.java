package io.gridwright.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.store.Refusal;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import io.gridwright.workflows.FailureTypes;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one operation is put through, up to the end that it must have. */
final class Ordeals {
  /** What may answer late: it changes nothing, or opens a run that the next one closes again. */
  private static final Set<String> HARMLESS =
      Set.of("Next", "Standing", "Begin", "Concerned", "Replaced", "Balancers");

  /** Where a refusal undoes nothing: nothing was begun, or there is no way back. */
  private static final Set<String> GOES_ON =
      Set.of("Next", "Standing", "Begin", "Commit", "PassPointOfNoReturn", "Succeed");

  /** Where a balancer must be there, or there is nothing to do. */
  private static final Set<String> BALANCED =
      Set.of(
          "Balance",
          "Reach",
          "Withdraw",
          "AwaitServices",
          "Suspend",
          "Expose",
          "RestoreAddresses",
          "Rejoin",
          "Guard",
          "Rewire");

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Bench bench;
  private final EngineUnderTest engine;

  Ordeals(Bench bench) {
    this.bench = bench;
    this.engine = bench.engine();
  }

  /** Each call has a fault of its own. */
  void eachCall(Scenario scenario, Supplier<Fault> fault) {
    var order =
        bench.begun(
            scenario,
            Scenario.BALANCED,
            accepted -> {
              bench.injection().armEachCall(accepted.configuration(), fault);
              bench.injection().hurry(accepted.configuration(), Ordeals::persistent);
            });
    bench.endsWell(scenario, order);
  }

  /** Each call that changes something at the hypervisor has its first answer lost. */
  void answersLost(Scenario scenario) {
    var order =
        bench.begun(
            scenario,
            Scenario.BALANCED,
            accepted -> {
              bench.injection().loseAnswers(accepted.configuration());
              bench.injection().hurry(accepted.configuration(), Ordeals::persistent);
            });
    bench.endsWell(scenario, order);
  }

  /** A step of many calls has many attempts; they need not pause for longer each time. */
  private static ActivityOptions persistent(ActivityOptions options) {
    return ActivityOptions.newBuilder(options)
        .setRetryOptions(
            RetryOptions.newBuilder(options.getRetryOptions())
                .setInitialInterval(Duration.ofMillis(100))
                .setBackoffCoefficient(1)
                .build())
        .build();
  }

  /** A step is refused for good after its work: what was done is undone, where there is a way. */
  void refused(Scenario scenario, String point) {
    var order = begun(scenario, point, Fault.refusedAfter());
    bench.endsAs(GOES_ON.contains(point) ? scenario.end() : OperationState.FAILED, order);
  }

  /** Twice an attempt is held, its workflow is lost, and another run is opened. */
  void outlived(Scenario scenario, String point) {
    var zombies = new Zombies();
    var order = begun(scenario, point, zombies);
    for (var run = 1; run <= 2; run++) {
      var count = run;
      await(scenario + " " + point).atMost(PATIENCE).until(() -> zombies.held(count));
      engine.loseWorkflows(order);
      engine.sent(order);
    }
    engine.awaitEnd(order);
    zombies.letGo();
    var failures = zombies.failures();
    bench.endsWell(scenario, order);
    if (!HARMLESS.contains(point)) {
      assertThat(failures).as("how the zombies ended").allSatisfy(Ordeals::isStale);
    }
  }

  private static void isStale(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            told -> assertThat(told.getType()).isEqualTo(FailureTypes.STALE_EPOCH));
  }

  /** An attempt never comes back from its work, because its worker is killed. */
  void killed(Scenario scenario, String point, Parked here) {
    var order =
        bench.begun(
            scenario,
            document(scenario, point),
            accepted -> {
              bench.injection().arm(accepted.configuration(), point, here);
              bench.injection().hurry(accepted.configuration(), Ordeals::impatient);
            });
    bench.endsWell(scenario, order);
  }

  /** A dead worker is found out in seconds, so that a test need not wait for a minute. */
  private static ActivityOptions impatient(ActivityOptions options) {
    var builder = ActivityOptions.newBuilder(options);
    if (options.getHeartbeatTimeout() != null) {
      builder.setHeartbeatTimeout(Duration.ofSeconds(4));
    } else {
      builder.setStartToCloseTimeout(Duration.ofSeconds(6));
    }
    return builder.build();
  }

  /**
   * The customer cancels at a point.
   *
   * @param possible whether that must be accepted
   */
  void cancelled(String point, Function<Runnable, Fault> when, boolean possible) {
    var answer = new CompletableFuture<Boolean>();
    var order =
        bench.begun(
            Scenario.PROVISION,
            document(Scenario.PROVISION, point),
            accepted ->
                bench
                    .injection()
                    .arm(
                        accepted.configuration(),
                        point,
                        when.apply(() -> answer.complete(isAccepted(accepted)))));
    bench.endsAs(possible ? OperationState.CANCELLED : OperationState.SUCCEEDED, order);
    assertThat(answer.join()).as("whether it was accepted").isEqualTo(possible);
  }

  private boolean isAccepted(Order order) {
    try {
      engine.cancel(order);
      return true;
    } catch (Refusal tooLate) {
      assertThat(tooLate.problem().name()).isEqualTo("conflict");
      return false;
    }
  }

  private Order begun(Scenario scenario, String point, Fault fault) {
    return bench.begun(
        scenario,
        document(scenario, point),
        order -> bench.injection().arm(order.configuration(), point, fault));
  }

  private static ConfigurationDocument document(Scenario scenario, String point) {
    return scenario == Scenario.PAUSE || BALANCED.contains(point)
        ? Scenario.BALANCED
        : Scenario.SINGLE;
  }
}
