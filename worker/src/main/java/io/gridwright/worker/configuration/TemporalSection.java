package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.engine.temporal.TemporalSettings;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.util.Optional;

/** {@code temporal}: where the workflow engine is; it may be away when the worker starts. */
public final class TemporalSection {
  @NotEmpty @JsonProperty private String target = "127.0.0.1:7233";
  @NotEmpty @JsonProperty private String namespace = "default";
  @JsonProperty private Path certificate;
  @JsonProperty private Path key;
  @JsonProperty private Path authority;
  @JsonProperty private Path apiKeyFile;

  public TemporalSettings settings() {
    return new TemporalSettings(target, namespace, tls(), Optional.ofNullable(apiKeyFile));
  }

  private Optional<TemporalSettings.Tls> tls() {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "temporal.certificate and temporal.key go together; give both or neither");
    }
    return Optional.ofNullable(certificate)
        .map(file -> new TemporalSettings.Tls(file, key, Optional.ofNullable(authority)));
  }
}
