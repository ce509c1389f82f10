package io.gridwright.api;

import com.codahale.metrics.Gauge;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.gridwright.api.access.Passwords;
import io.gridwright.api.account.OperatorBootstrap;
import io.gridwright.api.grid.GridScheduler;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.engine.configuration.Pausing;
import io.gridwright.engine.configuration.Previews;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.engine.grid.GridForecasts;
import io.gridwright.engine.process.Answers;
import io.gridwright.engine.process.Preparation;
import io.gridwright.engine.process.SecretFile;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalMetrics;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.grid.GridRanges;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Opens what the API stands on where it runs as a process of its own, and closes it with it. The
 * process starts though none of it answers; until the ledger is prepared it answers 503.
 */
final class ProductionParts {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private ProductionParts() {}

  static ApiParts open(ApiConfiguration configuration, Environment environment) {
    StoreDatabase database =
        managed(environment, StoreDatabase.open(configuration.database().store()));
    TemporalConnection temporal =
        managed(
            environment,
            TemporalConnection.open(
                configuration.temporal().settings(), TemporalMetrics.into(environment.metrics())));
    Courier courier = managed(environment, new Courier(new Nudges(temporal.client())));
    Previews previews = managed(environment, new Previews(temporal.client()));
    GridForecasts forecasts = managed(environment, new GridForecasts(temporal.client()));
    IdSource ids = IdSource.ulids();
    Clock clock = Clock.systemUTC();
    // Ranges are the workers' business: nothing that the API does numbers machines or networks.
    Store store = Store.over(database.jdbi(), ids, GridRanges.DEFAULT, clock, clock);
    prepare(configuration, environment, database, store);
    measure(environment, database);
    return new ApiParts(
        database,
        store,
        ids,
        new Submission(store.acceptance(), courier),
        new Pausing(store.trafficAcceptance(), courier),
        previews::preview,
        GridScheduler.of(forecasts),
        store.ledgerGateway(),
        () -> temporal.answers(PATIENCE),
        configuration.temporal().workflows(),
        clock);
  }

  /** Schema and operator, as soon as the database answers. */
  private static void prepare(
      ApiConfiguration configuration,
      Environment environment,
      StoreDatabase database,
      Store store) {
    OperatorSection section = configuration.operator();
    Optional<String> password = section.passwordFile().map(SecretFile::read);
    OperatorBootstrap operator = new OperatorBootstrap(store.users(), new Passwords(1));
    Preparation preparation =
        managed(
            environment,
            Preparation.begin(
                "preparation",
                List.of(
                    new Preparation.Stage(
                        configuration.database().place(),
                        () -> configuration.database().prepare(database)),
                    new Preparation.Stage(
                        "the operator's user",
                        () -> password.ifPresent(p -> operator.ensure(section.login(), p))))));
    environment.jersey().register(new PreparationFilter(preparation));
    environment.healthChecks().register("preparation", Answers.unless(preparation::waitingFor));
  }

  private static void measure(Environment environment, StoreDatabase database) {
    environment
        .metrics()
        .register("database.connections", (Gauge<Integer>) database::connectionsInUse);
    environment.metrics().register("database.waiting", (Gauge<Integer>) database::threadsWaiting);
  }

  private static <T extends AutoCloseable> T managed(Environment environment, T part) {
    environment.lifecycle().manage(new AutoCloseableManager(part));
    return part;
  }
}
