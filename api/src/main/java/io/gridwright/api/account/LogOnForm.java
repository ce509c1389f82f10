package io.gridwright.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** The body of a log-on. */
@Schema(description = "A log-on", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record LogOnForm(
    @Schema(
            minLength = 1,
            maxLength = 190,
            example = "ann",
            requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> login,
    @Schema(minLength = 1, maxLength = 1024, requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> password) {
  /** Never shows the password. */
  @Override
  public String toString() {
    return "LogOnForm[login=" + login + "]";
  }
}
