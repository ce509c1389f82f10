package io.gridwright.scheduler.placement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change under which everything would be placed; solved before it is told.
 *
 * @param text for people
 * @param sizes to change
 * @param without names of components to leave out
 * @param relaxed the rule that the operator could turn off
 */
public record Suggestion(
    String text, List<SizeChange> sizes, List<String> without, Optional<String> relaxed) {

  /**
   * One field of one component.
   *
   * @param field its name on the wire: memoryMiB, vcpus, diskGiB or bandwidthMbps
   * @param atMost the largest value that fits, in the field's unit
   */
  public record SizeChange(String component, String field, long atMost) {}

  public Suggestion {
    sizes = List.copyOf(sizes);
    without = List.copyOf(without);
  }

  public Suggestion(String text, List<SizeChange> sizes, List<String> without) {
    this(text, sizes, without, Optional.empty());
  }

  /** With the change as a document that a program can merge. */
  io.gridwright.domain.operation.Suggestion toWire() {
    Map<String, Object> change = new TreeMap<>();
    if (!sizes.isEmpty()) {
      change.put(
          "components",
          sizes.stream()
              .map(
                  size ->
                      new TreeMap<>(Map.of("name", size.component(), size.field(), size.atMost())))
              .toList());
    }
    if (!without.isEmpty()) {
      change.put("remove", without);
    }
    relaxed.ifPresent(
        rule -> change.put("policy", Map.of("factors", Map.of(rule, Map.of("mode", "SCORE")))));
    return new io.gridwright.domain.operation.Suggestion(text, change);
  }
}
