package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.store.StoreConfiguration;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.testing.LedgerDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate api.yml}, for installations where processes may not change the schema. */
class MigrateCommandTest {
  private static final String SCHEMA = "migrate_command_test";

  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  @TempDir private Path folder;

  @BeforeEach
  void makeAnEmptySchema() {
    LEDGER.jdbi().useHandle(handle -> handle.execute("CREATE DATABASE " + SCHEMA));
  }

  @AfterEach
  void dropIt() {
    LEDGER.jdbi().useHandle(handle -> handle.execute("DROP DATABASE " + SCHEMA));
  }

  @Test
  void bringsTheSchemaUpToDateThatProcessesWaitFor() throws Exception {
    String url = LEDGER.url().replaceFirst("/test_[a-z0-9]+", "/" + SCHEMA);
    Path yaml =
        Files.writeString(
            folder.resolve("api.yml"), "database: {url: '%s', user: root}%n".formatted(url));
    try (StoreDatabase database = StoreDatabase.open(StoreConfiguration.of(url))) {
      assertThatThrownBy(database::requireMigrated)
          .hasMessageContaining("the first is V1__account.sql")
          .hasMessageContaining("run the command migrate");
      new ApiApplication(ProductionParts::open).run("migrate", yaml.toString());
      assertThatCode(database::requireMigrated).doesNotThrowAnyException();
    }
  }
}
