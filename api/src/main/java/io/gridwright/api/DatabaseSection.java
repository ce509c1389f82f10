package io.gridwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
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

  @Min(1)
  @JsonProperty
  private int maximumConnections = 32;

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  /** The file whose first line is the password; absent if none is needed. */
  public Optional<Path> passwordFile() {
    return Optional.ofNullable(passwordFile);
  }

  public int maximumConnections() {
    return maximumConnections;
  }
}
