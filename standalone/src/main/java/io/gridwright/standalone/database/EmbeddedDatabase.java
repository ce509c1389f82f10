package io.gridwright.standalone.database;

import io.gridwright.standalone.Await;
import io.gridwright.standalone.ChildProcess;
import io.gridwright.standalone.DataDirectory;
import io.gridwright.standalone.Ports;
import io.gridwright.standalone.StartUpException;
import io.gridwright.store.StoreConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** MariaDB on loopback, from Maven artifacts, with its data under the data folder. */
public final class EmbeddedDatabase implements Database {
  private static final String USER = "gridwright";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ChildProcess server;
  private final int port;
  private final String password;

  private EmbeddedDatabase(ChildProcess server, int port, String password) {
    this.server = server;
    this.port = port;
    this.password = password;
  }

  public static EmbeddedDatabase start(DataDirectory data, int port) {
    Ports.requireFree(port, "the database", "GRIDWRIGHT_DATABASE_PORT");
    var binaries = MariaDbBinaries.unpackedIn(data.folder("tools"));
    var password = DataDirectory.read(data.secret("database-password"));
    install(binaries, data);
    var database = new EmbeddedDatabase(run(binaries, data, port, password), port, password);
    try {
      Await.ready("MariaDB", PATIENCE, database::answers, database.server::requireAlive);
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
    database.server.supervise();
    return database;
  }

  /**
   * Makes the system tables in a folder beside, and moves it: half an installation never counts.
   */
  private static void install(MariaDbBinaries binaries, DataDirectory data) {
    var home = data.folder("database").resolve("data");
    if (Files.exists(home)) {
      return;
    }
    var fresh = home.resolveSibling("data.new-" + ProcessHandle.current().pid());
    var log = data.log("mariadb-install");
    var command =
        new ArrayList<>(
            List.of(
                binaries.installer().toString(),
                "--no-defaults",
                "--force",
                "--skip-name-resolve",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
                "--basedir=" + binaries.base(),
                "--datadir=" + fresh));
    asRoot().ifPresent(command::add);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(binaries.environment());
    try {
      Files.createDirectories(fresh);
      var status = builder.start().waitFor();
      if (status != 0) {
        throw new StartUpException(
            "MariaDB's installation ended with " + status + "; the reason is in " + log);
      }
      Files.move(fresh, home);
    } catch (IOException failed) {
      throw new StartUpException("MariaDB could not be installed into " + home, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartUpException("Stopped while MariaDB was being installed", stopped);
    }
  }

  private static ChildProcess run(
      MariaDbBinaries binaries, DataDirectory data, int port, String password) {
    var home = data.folder("database").resolve("data");
    var command =
        new ArrayList<>(
            List.of(
                binaries.server().toString(),
                "--no-defaults",
                "--basedir=" + binaries.base(),
                "--datadir=" + home,
                "--tmpdir=" + data.folder("database/tmp"),
                "--bind-address=127.0.0.1",
                "--skip-ssl", // nothing leaves this host, and its key would take seconds to make
                "--port=" + port,
                "--socket=mariadb.sock", // relative to the data folder: paths of sockets are short
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--max-connections=400",
                "--innodb-flush-log-at-trx-commit=1",
                "--init-file=" + accounts(data, password)));
    asRoot().ifPresent(command::add);
    return ChildProcess.start("mariadb", command, binaries.environment(), data);
  }

  /** Statements that the server runs at each start: our database, our login, and none besides. */
  private static Path accounts(DataDirectory data, String password) {
    var file = data.folder("secrets").resolve("database-accounts.sql");
    DataDirectory.writePrivate(
        file,
        """
        CREATE DATABASE IF NOT EXISTS gridwright CHARACTER SET utf8mb4;
        CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1';
        ALTER USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        GRANT ALL ON gridwright.* TO '%1$s'@'127.0.0.1';
        ALTER USER 'root'@'localhost' IDENTIFIED BY '%2$s';
        DROP USER IF EXISTS ''@'localhost';
        """
            .formatted(USER, password));
    return file;
  }

  private static java.util.Optional<String> asRoot() {
    return "root".equals(System.getProperty("user.name"))
        ? java.util.Optional.of("--user=root")
        : java.util.Optional.empty();
  }

  private boolean answers() {
    try (var connection = DriverManager.getConnection(url(), USER, password)) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public StoreConfiguration configuration() {
    return StoreConfiguration.of(url(), USER, password);
  }

  @Override
  public String url() {
    return "jdbc:mysql://127.0.0.1:" + port + "/gridwright";
  }

  @Override
  public String line() {
    return "Database      MariaDB, embedded, " + url() + "; kept on restart";
  }

  @Override
  public void close() {
    server.close();
  }
}
