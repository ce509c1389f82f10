package io.gridwright.emulator.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method of the API.
 *
 * @param template such as {@code /nodes/{node}/qemu/{vmid}/clone}; the last variable may hold
 *     slashes when it is written {@code {volume*}}
 * @param proxied whether the node in the path does the work
 * @param daemon whether pvedaemon does it (protected)
 * @param access who may call at all
 * @param rule the declared permission, checked before proxying and before the parameters
 */
record Route(
    String method,
    String template,
    boolean proxied,
    boolean daemon,
    Access access,
    Rule rule,
    Parameters parameters,
    Handler handler) {

  /** Who may call. */
  enum Access {
    /** Anybody, not even logged in. */
    WORLD,
    /** Whoever is logged in. */
    LOGIN,
    /** Anybody, but no API token. */
    NO_TOKEN
  }

  /** Throws where the caller lacks a declared right. */
  @FunctionalInterface
  interface Rule {
    void check(Call call);
  }

  /**
   * Does the work; the answer becomes {@code data}, or the whole top level for a {@link Listing}.
   */
  @FunctionalInterface
  interface Handler {
    Object handle(Call call);
  }

  /** Data with further keys of the top level beside it. */
  record Listing(Object data, Map<String, Object> beside) {}

  /** The variables of a path that fits, decoded. */
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> pattern = Arrays.asList(template.substring(1).split("/"));
    boolean greedy = template.endsWith("*}");
    if (greedy ? segments.size() < pattern.size() : segments.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String want = pattern.get(i);
      if (want.endsWith("*}")) {
        variables.put(
            want.substring(1, want.length() - 2),
            String.join("/", segments.subList(i, segments.size())));
      } else if (want.startsWith("{")) {
        variables.put(want.substring(1, want.length() - 1), segments.get(i));
      } else if (!want.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
