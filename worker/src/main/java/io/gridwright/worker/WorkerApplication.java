package io.gridwright.worker;

import com.codahale.metrics.Gauge;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.engine.process.Answers;
import io.gridwright.engine.process.ProcessApplication;
import io.gridwright.engine.process.ServerDefaults;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalMetrics;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.store.StoreDatabase;
import io.gridwright.worker.configuration.WorkerConfiguration;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker process: {@code server worker.yml}. {@code run} is a list of what is wired. */
public final class WorkerApplication extends ProcessApplication<WorkerConfiguration> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerApplication.class);

  public static void main(String[] arguments) throws Exception {
    new WorkerApplication().run(arguments);
  }

  @Override
  public String getName() {
    return "gridwright-worker";
  }

  @Override
  public void run(WorkerConfiguration configuration, Environment environment) {
    ServerDefaults.apply(configuration.getServerFactory());
    environment.jersey().disable(); // administration only
    var database = managed(environment, StoreDatabase.open(configuration.database().store()));
    var temporal =
        managed(
            environment,
            TemporalConnection.open(
                configuration.temporal().settings(), TemporalMetrics.into(environment.metrics())));
    var client = client(configuration, environment);
    var hypervisor = client.map(c -> managed(environment, new Hypervisor(c, Clock.systemUTC())));
    var fences = hypervisor.map(grid -> fences(configuration, grid)).orElse(List.of());
    var shift = new Shift(configuration, database, temporal, hypervisor, fences);
    environment.lifecycle().manage(shift); // the last one in, and so the first to stop

    var health = environment.healthChecks();
    health.register("database", Answers.to(database::answers));
    health.register("temporal", Answers.to(temporal::requireNamespace));
    health.register("workers", Answers.unless(shift::missing));
    client.ifPresent(grid -> health.register("hypervisor", new GridHealth(grid)));
    var metrics = environment.metrics();
    metrics.register("database.connections", (Gauge<Integer>) database::connectionsInUse);
    metrics.register("database.waiting", (Gauge<Integer>) database::threadsWaiting);
  }

  /** A process that serves neither machines nor the watch needs no hypervisor, nor its token. */
  private static Optional<ProxmoxClient> client(
      WorkerConfiguration configuration, Environment environment) {
    var queues = configuration.work().settings().queues();
    return queues.contains(Queue.HYPERVISOR) || queues.contains(Queue.WATCH)
        ? Optional.of(managed(environment, configuration.proxmox().client()))
        : Optional.empty();
  }

  private static List<Fence> fences(WorkerConfiguration configuration, Hypervisor hypervisor) {
    var fences = configuration.fencing().fences(hypervisor, Clock.systemUTC());
    LOG.info("The loss of a node is proved by {}", fences.stream().map(Fence::name).toList());
    return fences;
  }

  private static <T extends AutoCloseable> T managed(Environment environment, T part) {
    environment.lifecycle().manage(new AutoCloseableManager(part));
    return part;
  }
}
