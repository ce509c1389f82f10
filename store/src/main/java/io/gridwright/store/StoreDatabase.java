package io.gridwright.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.store.json.DomainColumns;
import io.gridwright.store.json.DomainJson;
import java.sql.Connection;
import java.util.Optional;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** The open database: a pool of connections in UTC and READ COMMITTED, and Jdbi over it. */
public final class StoreDatabase implements AutoCloseable {
  private static final int LOCK_WAIT_SECONDS = 10;

  private final DataSource pool;
  private final Jdbi jdbi;

  private StoreDatabase(DataSource pool) {
    this.pool = pool;
    this.jdbi = over(pool);
  }

  /** Opens a pool; the database need not answer yet. */
  public static StoreDatabase open(StoreConfiguration configuration) {
    return new StoreDatabase(new DataSource(poolOf(configuration)));
  }

  /** Jdbi that understands the domain's types, over connections made elsewhere. */
  public static Jdbi over(javax.sql.DataSource connections) {
    ObjectMapper json = DomainJson.mapper();
    Jdbi jdbi =
        Jdbi.create(connections)
            .installPlugin(new SqlObjectPlugin())
            .installPlugin(new DomainColumns(json));
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StoreDatabase::withoutWhatWasBound);
    return Repositories.readBy(jdbi);
  }

  /** A password's hash or a customer's user data must not come into a log with a failure. */
  private static String withoutWhatWasBound(StatementException failure) {
    return Optional.ofNullable(failure.getStatementContext())
        .map(statement -> failure.getShortMessage() + " [" + statement.getRenderedSql() + "]")
        .orElseGet(failure::getShortMessage);
  }

  /**
   * Brings the schema to this version; safe to call from several processes at once. A schema that a
   * newer version has brought further is left as it is.
   */
  public void migrate() {
    schema().migrate();
  }

  /**
   * Returns if the schema is at this version, or further.
   *
   * @throws IllegalStateException if a migration is missing, with its name
   */
  public void requireMigrated() {
    MigrationInfo[] missing = schema().info().pending();
    if (missing.length > 0) {
      throw new IllegalStateException(
          "the schema lacks %d migrations, the first is %s; run the command migrate"
              .formatted(missing.length, missing[0].getScript()));
    }
  }

  private Flyway schema() {
    return Flyway.configure()
        .dataSource(pool)
        .locations("classpath:io/gridwright/store/migration")
        .load();
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** Whether the database answers; for health checks. */
  public boolean answers() {
    return jdbi.withHandle(h -> h.createQuery("SELECT 1").mapTo(Integer.class).one()) == 1;
  }

  /** Connections of the pool that are in use now. */
  public int connectionsInUse() {
    return pool.getActive();
  }

  /** Threads that wait for a connection now; more than none for long means too few connections. */
  public int threadsWaiting() {
    return pool.getWaitCount();
  }

  @Override
  public void close() {
    pool.close();
  }

  private static PoolProperties poolOf(StoreConfiguration configuration) {
    PoolProperties pool = new PoolProperties();
    pool.setUrl(configuration.url());
    pool.setDriverClassName("com.mysql.cj.jdbc.Driver");
    if (!configuration.user().isEmpty()) {
      pool.setUsername(configuration.user());
      pool.setPassword(configuration.password());
    }
    pool.setConnectionProperties(
        String.join(
            ";",
            "connectionTimeZone=UTC",
            "forceConnectionTimeZoneToSession=true",
            "rewriteBatchedStatements=true",
            "cacheServerConfiguration=true",
            "useLocalSessionState=true",
            "tcpKeepAlive=true",
            "connectTimeout=5000",
            "socketTimeout=60000",
            "sessionVariables=innodb_lock_wait_timeout=" + LOCK_WAIT_SECONDS));
    pool.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    pool.setMaxActive(configuration.maximumConnections());
    pool.setMaxIdle(configuration.maximumConnections());
    pool.setMinIdle(1);
    pool.setInitialSize(0);
    pool.setMaxWait(10_000);
    pool.setTestOnBorrow(true);
    pool.setValidationInterval(1_000);
    pool.setValidationQuery("/* ping */ SELECT 1");
    pool.setValidationQueryTimeout(5);
    return pool;
  }
}
