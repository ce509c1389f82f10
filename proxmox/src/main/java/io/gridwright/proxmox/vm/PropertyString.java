package io.gridwright.proxmox.vm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A configuration value of several parts, {@code first,key=value,key=value}. What is not understood
 * is kept, so that reading, changing and writing back loses nothing.
 */
record PropertyString(Map<String, String> parts) {
  /** Name under which a first part without a key is kept. */
  static final String FIRST = "";

  static PropertyString parse(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        parts.put(FIRST, part.strip());
      } else {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1));
      }
    }
    return new PropertyString(parts);
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(parts.get(key));
  }

  Optional<Integer> integer(String key) {
    return get(key).map(Integer::valueOf);
  }

  boolean flag(String key) {
    return get(key).filter(value -> value.equals("1")).isPresent();
  }

  @Override
  public String toString() {
    return parts.entrySet().stream()
        .map(
            part ->
                part.getKey().equals(FIRST)
                    ? part.getValue()
                    : part.getKey() + "=" + part.getValue())
        .collect(Collectors.joining(","));
  }
}
