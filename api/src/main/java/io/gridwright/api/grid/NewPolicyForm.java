package io.gridwright.api.grid;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole policy of placement; whatever is not sent is as published. */
@Schema(
    description = "The whole policy; what is not sent is as published",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record NewPolicyForm(
    @Schema(
            description =
                "SPREAD: load is spread evenly. PACK: room is kept in one piece for typical servers",
            pattern = "^(SPREAD|PACK)$",
            example = "SPREAD")
        Optional<String> mode,
    @Schema(description = "By name; GET shows all there are") Optional<Map<String, Factor>> factors,
    @Schema(description = "By the value of a node's label group: the kinds that stand there only")
        Optional<Map<String, List<String>>> groups,
    @Schema(description = "Whether an empty ordinary node may become an isolation node")
        Optional<Boolean> emptyNodesIsolate) {

  /** How one factor shall count. */
  @Schema(
      description = "How one factor counts; what is not sent is as published",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record Factor(
      @Schema(
              description = "A cost by its weight, a rule, or nothing",
              pattern = "^(SCORE|RULE|OFF)$")
          Optional<String> mode,
      @Schema(
              description = "What its worst case costs, in thousands",
              minimum = "0.001",
              maximum = "1000")
          Optional<BigDecimal> weight,
      @Schema(description = "Where its RULE form draws the line", minimum = "0")
          Optional<Integer> limit) {}
}
