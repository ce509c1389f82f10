package io.gridwright.api;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.engine.configuration.Previews;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreConfiguration;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.grid.GridRanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Opens what the API stands on where it runs as a process of its own, and closes it with it. */
final class ProductionParts {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private ProductionParts() {}

  static ApiParts open(ApiConfiguration configuration, Environment environment) {
    StoreDatabase database = StoreDatabase.open(database(configuration.database()));
    TemporalConnection temporal = TemporalConnection.open(temporal(configuration.temporal()));
    Courier courier = new Courier(new Nudges(temporal.client()));
    Previews previews = new Previews(temporal.client());
    for (AutoCloseable part : new AutoCloseable[] {database, temporal, courier, previews}) {
      environment.lifecycle().manage(new AutoCloseableManager(part));
    }
    IdSource ids = IdSource.ulids();
    Clock clock = Clock.systemUTC();
    Store store = Store.over(database.jdbi(), ids, GridRanges.DEFAULT, clock, clock);
    return new ApiParts(
        database,
        store,
        ids,
        new Submission(store.acceptance(), courier),
        previews::preview,
        store.ledgerGateway(),
        () -> temporal.answers(PATIENCE),
        configuration.temporal().ui(),
        clock);
  }

  private static StoreConfiguration database(DatabaseSection section) {
    return new StoreConfiguration(
        section.url(),
        section.user(),
        section.passwordFile().map(ProductionParts::firstLine).orElse(""),
        section.maximumConnections());
  }

  private static TemporalSettings temporal(TemporalSection section) {
    Optional<TemporalSettings.Tls> tls =
        section
            .certificate()
            .flatMap(
                certificate ->
                    section
                        .key()
                        .map(
                            key ->
                                new TemporalSettings.Tls(certificate, key, section.authority())));
    return new TemporalSettings(section.target(), section.namespace(), tls, section.apiKeyFile());
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("the database's password file cannot be read: " + file, e);
    }
  }
}
