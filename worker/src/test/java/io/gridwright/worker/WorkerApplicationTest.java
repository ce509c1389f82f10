package io.gridwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.engine.configuration.Previews;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.worker.configuration.WorkerConfiguration;
import io.gridwright.worker.testing.TemporalUnderTest;
import io.gridwright.workflows.configuration.Preview;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The worker process as its YAML makes it, in this JVM. */
class WorkerApplicationTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final TemporalUnderTest temporal = TemporalUnderTest.inThisJvm();

  @AfterEach
  void stopTemporal() {
    temporal.close();
  }

  @Test
  void servesTheSolverAloneWithoutAHypervisorOrItsToken() throws Exception {
    var solver = process("[SOLVER, PREVIEW]", temporal.port());
    solver.before();
    try (var connection =
            TemporalConnection.open(TemporalSettings.plain("127.0.0.1:" + temporal.port()));
        var previews = new Previews(connection.client())) {
      until(() -> healthy(solver, "workers"));
      assertThat(health(solver).getNames()).doesNotContain("hypervisor");
      try (var others =
          Workers.start(
              connection.client(),
              WorkerSettings.DEFAULT.serving(EnumSet.of(Queue.WORKFLOWS)).onInProcessServer(true),
              Crew.ofLedger(LEDGER.store()))) {
        assertThat(others.working()).isTrue();
        LEDGER
            .store()
            .nodes()
            .register(
                Map.of(new NodeName("pve1"), new Capacity(65_536, 32, 2_000, 10_000)),
                NodeState.ONLINE);
        var preview = answered(previews);
        // Its one node has no images, and the solver says so.
        assertThat(preview.fits()).isFalse();
        assertThat(preview.reasons()).isNotEmpty();
      }
    } finally {
      solver.after();
    }
  }

  @Test
  void stopsInTimeThoughTemporalIsGone() throws Exception {
    var worker = process("[WORKFLOWS, LEDGER, SOLVER]", temporal.port());
    worker.before();
    until(() -> healthy(worker, "workers"));
    temporal.close();
    until(() -> !healthy(worker, "temporal"));
    assertTimeout(Duration.ofSeconds(15), worker::after);
  }

  @Test
  void livesAndSaysWhatIsMissingWhileTemporalIsAway() throws Exception {
    var worker = process("[LEDGER]", 1);
    worker.before();
    try {
      until(
          () ->
              health(worker)
                  .runHealthCheck("workers")
                  .getMessage()
                  .startsWith("Temporal at 127.0.0.1:1: UNAVAILABLE"));
      assertThat(healthy(worker, "database")).isTrue();
      assertThat(healthy(worker, "temporal")).isFalse();
      var metrics = worker.getEnvironment().metrics();
      assertThat(metrics.getGauges()).containsKeys("database.connections", "database.waiting");
      // Reported every ten seconds.
      until(() -> metrics.getNames().stream().anyMatch(n -> n.startsWith("temporal")));
    } finally {
      worker.after();
    }
  }

  /** The first answers may come too late: three seconds is all that a preview gets. */
  private static Preview answered(Previews previews) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .ignoreException(EngineUnavailable.class)
        .until(
            () ->
                previews.preview(new AccountId("acme"), Optional.empty(), Documents.sample("shop")),
            preview -> true);
  }

  private static DropwizardTestSupport<WorkerConfiguration> process(String queues, int temporal) {
    return new DropwizardTestSupport<>(
        WorkerApplication.class,
        (String) null,
        ConfigOverride.config("database.url", LEDGER.url()),
        ConfigOverride.config("database.user", "root"),
        ConfigOverride.config("temporal.target", "127.0.0.1:" + temporal),
        ConfigOverride.config("work.queues", queues.replaceAll("[\\[\\]]", "")),
        ConfigOverride.config("work.inProcessServer", "true"),
        ConfigOverride.config("work.keeper", "false"),
        ConfigOverride.config("server.connector.port", "0"));
  }

  private static HealthCheckRegistry health(DropwizardTestSupport<WorkerConfiguration> process) {
    return process.getEnvironment().healthChecks();
  }

  private static boolean healthy(DropwizardTestSupport<WorkerConfiguration> process, String check) {
    HealthCheck.Result result = health(process).runHealthCheck(check);
    return result.isHealthy();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).until(condition);
  }
}
