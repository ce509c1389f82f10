package io.gridwright.engine.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.engine.temporal.TemporalSettings;
import jakarta.validation.constraints.NotEmpty;
import java.util.Optional;

/** {@code temporal}: where the workflow engine is; it may be away when the process starts. */
public class TemporalSection {
  @NotEmpty @JsonProperty private String target = "127.0.0.1:7233";
  @NotEmpty @JsonProperty private String namespace = "default";
  @JsonProperty private String certificate;
  @JsonProperty private String key;
  @JsonProperty private String authority;
  @JsonProperty private String apiKeyFile;

  /** What the client needs; files that are named are read when it connects. */
  public final TemporalSettings settings() {
    return new TemporalSettings(target, namespace, tls(), SecretFile.optional(apiKeyFile));
  }

  private Optional<TemporalSettings.Tls> tls() {
    var certificateFile = SecretFile.optional(certificate);
    var keyFile = SecretFile.optional(key);
    if (certificateFile.isPresent() != keyFile.isPresent()) {
      throw new FaultyConfiguration(
          "temporal.certificate and temporal.key go together; give both or neither");
    }
    return certificateFile.map(
        file ->
            new TemporalSettings.Tls(file, keyFile.orElseThrow(), SecretFile.optional(authority)));
  }
}
