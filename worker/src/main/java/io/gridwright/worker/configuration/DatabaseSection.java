package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.store.StoreConfiguration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.Optional;

/** {@code database}: where the ledger is. */
public final class DatabaseSection {
  @NotEmpty @JsonProperty private String url = "jdbc:mysql://127.0.0.1:13306/gridwright";
  @NotNull @JsonProperty private String user = "gridwright";
  @JsonProperty private Path passwordFile;

  /** At least the slots of the queue LEDGER and some for steps. */
  @Min(1)
  @JsonProperty
  private int maximumConnections = 48;

  public StoreConfiguration store() {
    return new StoreConfiguration(
        url,
        user,
        Optional.ofNullable(passwordFile).map(Secrets::firstLine).orElse(""),
        maximumConnections);
  }
}
