package io.gridwright.api.grid;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;

/** What a PATCH of a node changes. */
@Schema(
    description = "What to change",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record NodeChangeForm(
    @Schema(
            description =
                "Labels to set; null clears one, the others stay. Known ones: group and rack"
                    + " (texts), isolated (true or false), dedicatedTo (the id of an account),"
                    + " licences (a list of names of operating systems). Others are texts.")
        @JsonSetter(contentNulls = Nulls.SET)
        Optional<Map<String, Object>> labels) {}
