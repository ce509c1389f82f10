package io.gridwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.api.event.StreamLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;

/** {@code streams}: what live events may take; see {@code StreamLimits}. */
public final class StreamSection {
  @Min(1)
  @Max(500)
  @JsonProperty
  private int total = 64;

  @Min(1)
  @JsonProperty
  private int perAccount = 8;

  @NotNull @JsonProperty private Duration poll = Duration.ofMillis(300);
  @NotNull @JsonProperty private Duration heartbeat = Duration.ofSeconds(15);
  @NotNull @JsonProperty private Duration lifetime = Duration.ofMinutes(30);

  public StreamLimits limits() {
    return new StreamLimits(total, perAccount, poll, heartbeat, lifetime);
  }
}
