package io.gridwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.util.Optional;

/** {@code temporal}: where the workflow engine is; it may be away when the API starts. */
public final class TemporalSection {
  @NotEmpty @JsonProperty private String target = "127.0.0.1:7233";
  @NotEmpty @JsonProperty private String namespace = "default";
  @JsonProperty private Path certificate;
  @JsonProperty private Path key;
  @JsonProperty private Path authority;
  @JsonProperty private Path apiKeyFile;
  @JsonProperty private String ui;

  public String target() {
    return target;
  }

  public String namespace() {
    return namespace;
  }

  /** Client certificate in PEM, for mTLS; goes with {@link #key}. */
  public Optional<Path> certificate() {
    return Optional.ofNullable(certificate);
  }

  public Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  public Optional<Path> authority() {
    return Optional.ofNullable(authority);
  }

  public Optional<Path> apiKeyFile() {
    return Optional.ofNullable(apiKeyFile);
  }

  /** Address of its panel, to which operators are pointed; absent if there is none. */
  public Optional<String> ui() {
    return Optional.ofNullable(ui);
  }
}
