package io.gridwright.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.domain.operation.Suggestion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/**
 * What would help.
 *
 * @param change the same for programs; absent where words are all there is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuggestionForm(
    String text,
    @Schema(
            description =
                "To be merged into the document: components, found by name, with the fields to send"
                    + " otherwise; placement likewise; remove: names of components to leave out,"
                    + " together with every link, pool member and firewall entry that names them."
                    + " policy is for an operator to put")
        Map<String, Object> change) {
  public static SuggestionForm from(Suggestion suggestion) {
    return new SuggestionForm(suggestion.text(), suggestion.change());
  }
}
