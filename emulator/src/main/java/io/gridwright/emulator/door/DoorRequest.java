package io.gridwright.emulator.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/**
 * A call at the control door.
 *
 * @param segments the path's parts, decoded, without the empty first one
 */
record DoorRequest(
    String method,
    String path,
    List<String> segments,
    Optional<String> host,
    Optional<String> authorization,
    String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether method and path shape agree; {@code *} in the shape stands for any one segment. */
  boolean is(String wantedMethod, String... shape) {
    if (!method.equals(wantedMethod) || segments.size() != shape.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      if (!shape[i].equals("*") && !shape[i].equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The body as a JSON object; an absent body is an empty one.
   *
   * @throws DoorRefusal 400 if it is anything else
   */
  JsonNode json() {
    if (body.isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode node = JSON.readTree(body);
      if (node.isObject()) {
        return node;
      }
      throw new DoorRefusal(400, "the body must be a JSON object");
    } catch (JsonProcessingException e) {
      throw new DoorRefusal(400, "the body is not JSON: " + e.getOriginalMessage());
    }
  }
}
