package io.gridwright.activities.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where an emulated guest's ports are served on the host, as it tells in a file of its own. A real
 * guest has no such file, and needs none: its addresses are real.
 */
public final class Reachability {
  private static final String PATH = "/run/gridwright/reachable.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reachability() {}

  /** Host and port by address and guest port; empty where the guest does not tell. */
  public static Optional<Map<String, Map<String, String>>> read(GuestShell guest) {
    return guest.read(PATH).flatMap(Reachability::parse);
  }

  /** Reads {@code {"reachable":[{"address","port","at"}]}}; anything else tells nothing. */
  static Optional<Map<String, Map<String, String>>> parse(String text) {
    try {
      JsonNode rows = JSON.readTree(text).path("reachable");
      Map<String, Map<String, String>> addresses = new TreeMap<>();
      rows.forEach(
          row ->
              addresses
                  .computeIfAbsent(row.path("address").asText(), address -> new TreeMap<>())
                  .put(row.path("port").asText(), row.path("at").asText()));
      return rows.isArray() ? Optional.of(addresses) : Optional.empty();
    } catch (JsonProcessingException foreign) {
      return Optional.empty();
    }
  }
}
