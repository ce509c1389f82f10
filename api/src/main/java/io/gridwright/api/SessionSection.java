package io.gridwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;

/** {@code sessions}: how long a token lasts. */
public final class SessionSection {
  @NotNull @JsonProperty private Duration lifetime = Duration.ofDays(7);

  public Duration lifetime() {
    return lifetime;
  }
}
