package io.gridwright.domain.operation;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something that would help, verified before it was told.
 *
 * @param text for people
 * @param change the same for programs, empty where words are all there is: {@code components} with
 *     the fields to send otherwise, {@code remove} with names of components to leave out, or {@code
 *     policy} for an operator to put
 */
public record Suggestion(String text, Map<String, Object> change) {
  public Suggestion {
    change = change == null ? Map.of() : Map.copyOf(new TreeMap<>(change));
  }

  /** In words only; also how suggestions were kept before they had a change. */
  public Suggestion(String text) {
    this(text, Map.of());
  }
}
