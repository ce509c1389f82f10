package io.gridwright.store.testing;

import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreConfiguration;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.grid.GridRanges;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A migrated schema of its own for each test class, on one real server per JVM. Register it in a
 * static field; tests of the class share the schema, so each makes its own accounts. Gives {@link
 * Store}, {@link Jdbi} and {@link StoreDatabase} as parameters too. What is no test class opens one
 * with {@link #open} and closes it.
 */
public final class LedgerDatabase
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver, AutoCloseable {
  private static final int CONNECTIONS = 64;

  private final MovableClock businessTime = MovableClock.at("2026-11-01T00:00:00Z");
  private final MovableClock realTime = MovableClock.at("2026-11-01T00:00:00Z");

  private String schema;
  private StoreDatabase database;
  private Store store;

  /** A schema that lives until it is closed. */
  public static LedgerDatabase open() {
    LedgerDatabase ledger = new LedgerDatabase();
    ledger.begin();
    return ledger;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    begin();
  }

  private void begin() {
    schema = "test_" + IdSource.ulids().next().toLowerCase(java.util.Locale.ROOT);
    administer("CREATE DATABASE " + schema);
    database =
        StoreDatabase.open(
            new StoreConfiguration(DatabaseServer.shared().url(schema), "", "", CONNECTIONS));
    database.migrate();
    store = storeWith(businessTime, realTime);
    store.gridSetup().apply(GridRanges.DEFAULT);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
      administer("DROP DATABASE " + schema);
    }
  }

  /** The verbs, on the movable clocks of this extension. */
  public Store store() {
    return store;
  }

  /** The verbs over the same schema on other clocks. */
  public Store storeWith(InstantSource business, InstantSource real) {
    return Store.over(database.jdbi(), IdSource.ulids(), GridRanges.DEFAULT, business, real);
  }

  public StoreDatabase database() {
    return database;
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  /** JDBC URL of the schema, for what opens its own pool. */
  public String url() {
    return DatabaseServer.shared().url(schema);
  }

  public MovableClock businessTime() {
    return businessTime;
  }

  public MovableClock realTime() {
    return realTime;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Store.class || type == Jdbi.class || type == StoreDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Store.class) {
      return store;
    }
    return type == Jdbi.class ? database.jdbi() : database;
  }

  private static void administer(String sql) {
    try (StoreDatabase server =
        StoreDatabase.open(StoreConfiguration.of(DatabaseServer.shared().url("")))) {
      server.jdbi().useHandle(handle -> handle.execute(sql));
    }
  }
}
