package io.gridwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.engine.process.TemporalSection;
import java.util.Optional;

/** {@code temporal}: where the workflow engine is, and its panel. */
public final class EngineSection extends TemporalSection {
  @JsonProperty private String ui;

  /** Where its panel shows workflows, to which operators are pointed; absent if there is none. */
  public Optional<String> workflows() {
    return Optional.ofNullable(ui)
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .map(settings()::workflowsOn);
  }
}
