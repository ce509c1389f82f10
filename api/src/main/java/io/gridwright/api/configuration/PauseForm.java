package io.gridwright.api.configuration;

import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.request.Body;
import io.gridwright.domain.operation.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** Whether something takes nothing new. */
@Schema(
    description = "Whether it takes nothing new",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record PauseForm(
    @Schema(
            description = "true pauses, false plays",
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "true")
        Optional<Boolean> paused) {

  static boolean required(PauseForm sent) {
    return Body.required(sent)
        .paused()
        .orElseThrow(
            () ->
                RefusedException.invalid(List.of(new FieldError("/paused", "say true or false"))));
  }
}
