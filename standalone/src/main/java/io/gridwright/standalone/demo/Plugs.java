package io.gridwright.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;

/** The hand at the plugs of the emulated grid: its control door (CONTRACT section 5). */
public final class Plugs {
  private final GridwrightClient door;

  /**
   * @param door address of the control door
   * @param token content of its token file
   */
  public Plugs(URI door, String token) {
    this.door = GridwrightClient.of(door.toString()).as(token);
  }

  /**
   * A guest that exists, seen from outside.
   *
   * @param startedAt when it was powered on last; empty text where it is off
   */
  public record Guest(String component, String node, int vmid, String startedAt) {}

  /** The guests of a configuration, whether anybody reaches their nodes or not. */
  public List<Guest> guestsOf(String configuration) {
    return items(door.get("/machines")).stream()
        .filter(machine -> machine.path("configuration").asText().equals(configuration))
        .map(
            machine ->
                new Guest(
                    machine.path("component").asText(),
                    machine.path("node").asText(),
                    machine.path("vmid").asInt(),
                    machine.path("startedAt").asText("")))
        .toList();
  }

  /** Cuts a node's power. */
  public void cut(String node) {
    power(node, "OFF");
  }

  /** Gives it power again. */
  public void restore(String node) {
    power(node, "ON");
  }

  /** What must never happen, and did. */
  public List<JsonNode> violations() {
    return items(door.get("/violations"));
  }

  private void power(String node, String state) {
    door.post("/nodes/" + node + "/power", "{\"state\":\"" + state + "\"}");
  }

  private static List<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.path("items").spliterator(), false).toList();
  }
}
