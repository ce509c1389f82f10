package io.gridwright.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Facts about the installation that outlive processes, such as the id that marks its machines. */
public final class Settings {
  private final Transactions transactions;
  private final IdSource ids;

  public Settings(Transactions transactions, IdSource ids) {
    this.transactions = transactions;
    this.ids = ids;
  }

  /** Marks what on a hypervisor is of this ledger's making; made once. */
  public String installationId() {
    return transactions.call(
        handle -> {
          handle
              .createUpdate(
                  "INSERT IGNORE INTO setting (name, value) VALUES ('installation-id', :id)")
              .bind("id", ids.next())
              .execute();
          return value(handle, "installation-id").orElseThrow();
        });
  }

  public Optional<String> find(String name) {
    return transactions.call(handle -> value(handle, name));
  }

  public void put(String name, String value) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO setting (name, value) VALUES (:name, :value)
                    ON DUPLICATE KEY UPDATE value = VALUES(value)
                    """)
                .bind("name", name)
                .bind("value", value)
                .execute());
  }

  private static Optional<String> value(Handle handle, String name) {
    return handle
        .createQuery("SELECT value FROM setting WHERE name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }
}
