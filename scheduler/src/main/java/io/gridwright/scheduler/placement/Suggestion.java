package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.Dedication;
import java.util.LinkedHashMap;
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
 * @param dedicated whom to reserve nodes for instead
 * @param relaxed the rule that the operator could turn off
 */
public record Suggestion(
    String text,
    List<SizeChange> sizes,
    List<String> without,
    Optional<Dedication> dedicated,
    Optional<String> relaxed) {

  /**
   * One field of one component.
   *
   * @param field its name on the wire: memoryMiB, vcpus, diskGiB, bandwidthMbps or spreadOver
   * @param atMost the largest value that fits, in the field's unit
   */
  public record SizeChange(String component, String field, long atMost) {}

  public Suggestion {
    sizes = List.copyOf(sizes);
    without = List.copyOf(without);
  }

  public static Suggestion sizes(String text, List<SizeChange> sizes) {
    return new Suggestion(text, sizes, List.of(), Optional.empty(), Optional.empty());
  }

  public static Suggestion without(String text, List<String> names) {
    return new Suggestion(text, List.of(), names, Optional.empty(), Optional.empty());
  }

  public static Suggestion dedicated(String text, Dedication instead) {
    return new Suggestion(text, List.of(), List.of(), Optional.of(instead), Optional.empty());
  }

  public static Suggestion relaxed(String text, String rule) {
    return new Suggestion(text, List.of(), List.of(), Optional.empty(), Optional.of(rule));
  }

  /** With the change as a document that a program can merge. */
  public io.gridwright.domain.operation.Suggestion toWire() {
    Map<String, Object> change = new TreeMap<>();
    if (!sizes.isEmpty()) {
      Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
      for (SizeChange size : sizes) {
        byName
            .computeIfAbsent(size.component(), name -> new TreeMap<>(Map.of("name", name)))
            .put(size.field(), size.atMost());
      }
      change.put("components", List.copyOf(byName.values()));
    }
    if (!without.isEmpty()) {
      change.put("remove", without);
    }
    dedicated.ifPresent(d -> change.put("placement", Map.of("dedicated", d.name())));
    relaxed.ifPresent(
        rule -> change.put("policy", Map.of("factors", Map.of(rule, Map.of("mode", "SCORE")))));
    return new io.gridwright.domain.operation.Suggestion(text, change);
  }
}
