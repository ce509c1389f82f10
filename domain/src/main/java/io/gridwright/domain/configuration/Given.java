package io.gridwright.domain.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a draft holds where the sender said nothing: never null. */
final class Given {
  private Given() {}

  @SuppressWarnings("OptionalAssignedToNull") // binders hand in null for a field that was not sent
  static <T> Optional<T> orAbsent(Optional<T> value) {
    return value == null ? Optional.empty() : value;
  }

  /** Refuses a null element: the document is malformed then. */
  static <T> List<T> orNone(List<T> values) {
    if (values == null) {
      return List.of();
    }
    if (values.stream().anyMatch(v -> v == null)) {
      throw new IllegalArgumentException("a list holds null; leave the element out");
    }
    return List.copyOf(values);
  }

  /** Keeps the order of the sender; refuses a null value. */
  static <K, V> Map<K, V> orNone(Map<K, V> values) {
    if (values == null) {
      return Map.of();
    }
    if (values.values().stream().anyMatch(v -> v == null)) {
      throw new IllegalArgumentException("a map holds null; leave the key out");
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
