package io.gridwright.engine.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.store.StoreConfiguration;
import io.gridwright.store.StoreDatabase;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** {@code database}: where the ledger is; it may be away when the process starts. */
public final class DatabaseSection {
  @NotNull
  @Pattern(
      regexp = "jdbc:mysql://.+",
      message = "must begin with jdbc:mysql:// (for MariaDB too), then host:port/schema")
  @JsonProperty
  private String url = "jdbc:mysql://127.0.0.1:3306/gridwright";

  @NotNull @JsonProperty private String user = "gridwright";
  @JsonProperty private String passwordFile;

  /** At least the worker's slots of the queue LEDGER, and some for steps and keepers. */
  @Min(1)
  @JsonProperty
  private int maximumConnections = 40;

  /** Whether the process brings the schema up to date at start, or waits until someone has. */
  @JsonProperty private boolean migrate = true;

  public StoreConfiguration store() {
    return new StoreConfiguration(
        url,
        user,
        SecretFile.optional(passwordFile).map(SecretFile::read).orElse(""),
        maximumConnections);
  }

  /** Where it is, for people; never with a password. */
  public String place() {
    return "the database at " + url.replaceAll("\\?.*", "");
  }

  /** Brings the schema up to date, or sees that someone has; throws while neither is so. */
  public void prepare(StoreDatabase database) {
    if (migrate) {
      database.migrate();
    } else {
      database.requireMigrated();
    }
  }
}
