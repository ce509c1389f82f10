package io.gridwright.emulator.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value of the form {@code first,key=value,…}, as Proxmox VE writes disks, interfaces and the
 * agent. An element without a key is the one the format names its default; it is kept under the
 * empty name.
 */
public record PropertyString(Map<String, String> parts) {

  public PropertyString {
    parts = new LinkedHashMap<>(parts);
  }

  public static PropertyString parse(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String element : text.split(",")) {
      String[] pair = element.split("=", 2);
      if (pair.length == 2) {
        parts.put(pair[0], pair[1]);
      } else if (!element.isBlank()) {
        parts.put("", element);
      }
    }
    return new PropertyString(parts);
  }

  /** The element without a key. */
  public Optional<String> unnamed() {
    return get("");
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(parts.get(key));
  }

  /** A copy with an element set. */
  public PropertyString with(String key, String value) {
    PropertyString copy = new PropertyString(parts);
    copy.parts.put(key, value);
    return copy;
  }

  /** A copy without an element. */
  public PropertyString without(String key) {
    PropertyString copy = new PropertyString(parts);
    copy.parts.remove(key);
    return copy;
  }

  /** A copy with all elements of another one set. */
  public PropertyString merged(PropertyString other) {
    PropertyString copy = new PropertyString(parts);
    copy.parts.putAll(other.parts);
    return copy;
  }

  /** Back to text. */
  public String text() {
    return parts.entrySet().stream()
        .map(e -> e.getKey().isEmpty() ? e.getValue() : e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
