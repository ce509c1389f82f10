package io.gridwright.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.domain.operation.Suggestion;
import java.util.Map;

/**
 * What would help.
 *
 * @param change the same for programs; absent where words are all there is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuggestionForm(String text, Map<String, Object> change) {
  public static SuggestionForm from(Suggestion suggestion) {
    return new SuggestionForm(suggestion.text(), suggestion.change());
  }
}
