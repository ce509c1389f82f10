package io.gridwright.worker;

import io.dropwizard.lifecycle.Managed;
import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.engine.process.Preparation;
import io.gridwright.engine.temporal.SearchAttributeRegistration;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.worker.configuration.WorkerConfiguration;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a worker process, from the moment that database and Temporal answer until the process
 * is told to stop. Then it takes no new tasks, lets running ones end, and leaves the rest to other
 * processes.
 */
final class Shift implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

  private final WorkerConfiguration configuration;
  private final StoreDatabase database;
  private final TemporalConnection temporal;
  private final Optional<Hypervisor> hypervisor;
  private final List<Fence> fences;
  private final Store store;

  /** What runs, the latest first. */
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private boolean over;
  private Preparation preparation;

  /**
   * @param hypervisor absent where no queue needs it; stays the caller's, like the rest
   * @param fences none without a hypervisor
   */
  Shift(
      WorkerConfiguration configuration,
      StoreDatabase database,
      TemporalConnection temporal,
      Optional<Hypervisor> hypervisor,
      List<Fence> fences) {
    this.configuration = configuration;
    this.database = database;
    this.temporal = temporal;
    this.hypervisor = hypervisor;
    this.fences = fences;
    Clock clock = Clock.systemUTC();
    this.store = Store.over(database.jdbi(), IdSource.ulids(), ranges(), clock, clock);
  }

  @Override
  public void start() {
    preparation =
        Preparation.begin(
            "shift",
            List.of(
                new Preparation.Stage(configuration.database().place(), this::prepareLedger),
                new Preparation.Stage("Temporal at " + temporal.target(), this::prepareTemporal),
                new Preparation.Stage("the workers", this::begin)));
  }

  /** What it still waits for; empty while it works. */
  Optional<String> missing() {
    return preparation == null ? Optional.of("the start") : preparation.waitingFor();
  }

  private void prepareLedger() {
    configuration.database().prepare(database);
    store.gridSetup().apply(ranges());
  }

  private void prepareTemporal() {
    temporal.requireNamespace();
    SearchAttributeRegistration.register(temporal);
  }

  private void begin() {
    var settings = configuration.work().settings();
    take(Workers.start(temporal.client(), settings, crew()));
    if (configuration.work().keeper()) {
      take(Keeper.start(store, temporal, settings.inProcessServer()));
    }
  }

  private Crew crew() {
    var ledger = Crew.ofLedger(store, configuration.work().planners());
    return hypervisor
        .map(
            grid ->
                HypervisorCrew.added(
                    ledger,
                    store,
                    grid,
                    fences,
                    configuration.machines().settings(),
                    configuration.grid().settings(),
                    Clock.systemUTC()))
        .orElse(ledger);
  }

  private GridRanges ranges() {
    return configuration.grid().ranges();
  }

  /** Takes a part in; one that came after the end is stopped at once. */
  private synchronized void take(AutoCloseable part) {
    running.push(part);
    if (over) {
      closeAll();
    }
  }

  @Override
  public void stop() {
    LOG.info("Stopping: no new tasks are taken, running ones may end");
    preparation.close();
    synchronized (this) {
      over = true;
      closeAll();
    }
    LOG.info("Stopped");
  }

  // One part that does not stop well must not keep the others running.
  private void closeAll() {
    while (!running.isEmpty()) {
      var part = running.pop();
      try {
        part.close();
      } catch (Exception failure) {
        LOG.warn("{} did not stop well", part.getClass().getSimpleName(), failure);
      }
    }
  }
}
