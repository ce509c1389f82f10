package io.gridwright.emulator.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridwright.emulator.guest.runtime.EmulatedGuests;
import io.gridwright.emulator.guest.service.Load;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /load}: what the meters of a component will read, and how it behaves. */
final class LoadResource implements DoorResource {
  private final EmulatedGuests guests;

  LoadResource(EmulatedGuests guests) {
    this.guests = guests;
  }

  @Override
  public Optional<DoorAnswer> answer(DoorRequest request) {
    if (!request.is("POST", "load")) {
      return Optional.empty();
    }
    JsonNode body = request.json();
    int met =
        guests.load(
            text(body, "configuration"),
            text(body, "component"),
            load(body),
            bytes(body, "netInBytes"),
            bytes(body, "netOutBytes"));
    return Optional.of(
        DoorAnswer.json(200, JsonNodeFactory.instance.objectNode().put("machines", met)));
  }

  private static Load load(JsonNode body) {
    try {
      return new Load(
          body.path("cpu").asDouble(Load.IDLE.cpu()),
          body.path("memory").asDouble(Load.IDLE.memory()),
          body.path("dropRequests").asDouble(0),
          Duration.ofNanos((long) (body.path("latencyMs").asDouble(0) * 1_000_000)));
    } catch (IllegalArgumentException e) {
      throw new DoorRefusal(422, e.getMessage());
    }
  }

  private static String text(JsonNode body, String field) {
    String value = body.path(field).asText();
    if (value.isBlank()) {
      throw new DoorRefusal(422, field + " is missing");
    }
    return value;
  }

  private static long bytes(JsonNode body, String field) {
    long value = body.path(field).asLong(0);
    if (value < 0) {
      throw new DoorRefusal(422, field + " must be 0 or more, was " + value);
    }
    return value;
  }
}
