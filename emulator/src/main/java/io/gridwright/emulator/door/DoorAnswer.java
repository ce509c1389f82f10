package io.gridwright.emulator.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/**
 * What the door answers.
 *
 * @param status 0 for none: the connection is closed without a word
 * @param body JSON, empty for none
 */
record DoorAnswer(int status, String body, Map<String, String> headers) {
  static final DoorAnswer SILENCE = new DoorAnswer(0, "", Map.of());

  static DoorAnswer json(int status, JsonNode body) {
    return new DoorAnswer(status, body.toString(), Map.of());
  }

  static DoorAnswer done() {
    return new DoorAnswer(204, "", Map.of());
  }

  static DoorAnswer error(int status, String message) {
    return json(
        status, JsonNodeFactory.instance.objectNode().put("status", status).put("detail", message));
  }

  DoorAnswer with(String header, String value) {
    return new DoorAnswer(status, body, Map.of(header, value));
  }
}
