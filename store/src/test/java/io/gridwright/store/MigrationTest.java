package io.gridwright.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What migrations make of rows that were there before. */
class MigrationTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();

  /** V12 fills its columns as acceptance does for what comes after it. */
  @Test
  void whatPlacementKnowsIsTakenFromTheDocumentsThatWereThere() throws IOException {
    Customer ann = Customer.with(store, "memory-2500");
    ann.orders(Documents.sample("plain"));
    ann.orders(
        Documents.risky(
            Documents.web("blog", 512, 5),
            new RiskProfile(RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.LOW),
            "BLOG"));
    ann.orders(
        Documents.risky(
            Documents.web("bank", 512, 5),
            new RiskProfile(RiskLevel.LOW, RiskLevel.LOW, RiskLevel.HIGH)));
    LEDGER
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  UPDATE configuration
                  SET document = JSON_SET(document, '$.components[0].expected.accessesPerHour', 3600)
                  WHERE name = 'blog'
                  """);
              handle.execute(
                  """
                  UPDATE component c JOIN configuration f ON f.id = c.configuration_id
                  SET c.accesses_per_hour = 3600 WHERE f.name = 'blog'
                  """);
            });
    List<Map<String, Object>> accepted = facts();

    LEDGER
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("ALTER TABLE configuration DROP COLUMN risky, DROP COLUMN dedicated");
              handle.execute(
                  """
                  ALTER TABLE component DROP COLUMN image_id, DROP COLUMN accesses_per_hour,
                    DROP COLUMN access_seconds, DROP COLUMN bytes_per_access
                  """);
              statements("V12__what_placement_knows.sql").forEach(handle::execute);
            });

    assertThat(facts()).hasSize(6).isEqualTo(accepted);
    assertThat(accepted).extracting(row -> row.get("risky")).contains(true, false);
  }

  private static List<Map<String, Object>> facts() {
    return LEDGER
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT f.name AS configuration, f.risky, f.dedicated, c.name, c.image_id,
                               c.accesses_per_hour, c.access_seconds, c.bytes_per_access
                        FROM configuration f JOIN component c ON c.configuration_id = f.id
                        ORDER BY f.id, c.id
                        """)
                    .mapToMap()
                    .list());
  }

  private static List<String> statements(String migration) {
    try (InputStream script = MigrationTest.class.getResourceAsStream("migration/" + migration)) {
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.replaceAll("--[^\n]*", "").split(";"))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
