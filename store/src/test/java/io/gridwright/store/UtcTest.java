package io.gridwright.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.store.account.AccountRow;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.LedgerDatabase;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UtcTest {
  private static final TimeZone BEFORE = TimeZone.getDefault();

  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  @BeforeAll
  static void farFromUtc() {
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
  }

  @AfterAll
  static void back() {
    TimeZone.setDefault(BEFORE);
  }

  @Test
  void keepsInstantsInUtcWhateverTheZoneOfTheProcess() {
    try (StoreDatabase database = StoreDatabase.open(StoreConfiguration.of(LEDGER.url()))) {
      Instant now = Instant.parse("2026-10-25T00:30:00.123456Z");
      Store store =
          Store.over(database.jdbi(), IdSource.ulids(), GridRanges.DEFAULT, () -> now, () -> now);
      Customer ann = Customer.with(store, "memory-100");

      AccountRow account = store.accounts().find(ann.account()).orElseThrow();
      String raw =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT CAST(created_at AS CHAR) FROM account WHERE id = :id")
                          .bind("id", ann.account())
                          .mapTo(String.class)
                          .one());

      assertThat(raw).isEqualTo("2026-10-25 00:30:00.123456");
      assertThat(account.createdAt()).isEqualTo(now);
      assertThat(store.charges().of(ann.account(), java.util.Optional.empty(), 1).get(0).day())
          .isEqualTo(java.time.LocalDate.of(2026, 10, 25));
    }
  }
}
