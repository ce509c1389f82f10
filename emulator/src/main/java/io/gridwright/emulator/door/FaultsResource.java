package io.gridwright.emulator.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.fault.Fault;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.fault.FaultRegistry;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code /faults}: orders, lists and removes faults. Without {@code times} a fault lasts. */
final class FaultsResource implements DoorResource {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final FaultRegistry faults;

  FaultsResource(FaultRegistry faults) {
    this.faults = faults;
  }

  @Override
  public Optional<DoorAnswer> answer(DoorRequest request) {
    if (request.is("POST", "faults")) {
      return Optional.of(DoorAnswer.json(201, item(order(request.json()))));
    }
    if (request.is("GET", "faults")) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      var items = body.putArray("items");
      faults.list().forEach(fault -> items.add(item(fault)));
      return Optional.of(DoorAnswer.json(200, body));
    }
    if (request.is("DELETE", "faults", "*")) {
      return Optional.of(remove(request.segments().get(1)));
    }
    if (request.is("DELETE", "faults")) {
      faults.clear();
      return Optional.of(DoorAnswer.done());
    }
    return Optional.empty();
  }

  private DoorAnswer remove(String id) {
    if (!faults.remove(id)) {
      throw new DoorRefusal(404, "there is no fault '" + id + "'");
    }
    return DoorAnswer.done();
  }

  private Fault order(JsonNode body) {
    JsonNode match = body.path("match");
    OptionalInt status =
        body.hasNonNull("status")
            ? OptionalInt.of(whole(body, "status", 100, 599))
            : OptionalInt.empty();
    return faults.order(
        new FaultMatch(match.path("method").asText("*"), match.path("path").asText("**")),
        body.hasNonNull("times") ? whole(body, "times", 1, UNLIMITED) : UNLIMITED,
        Choice.of("effect", body.path("effect").asText(), FaultEffect.class),
        status,
        delay(body.path("delay").asText("PT0S")),
        body.path("message").asText(""));
  }

  private static int whole(JsonNode body, String field, int least, int most) {
    JsonNode value = body.get(field);
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      throw new DoorRefusal(
          422,
          "%s must be a whole number from %d to %d, was %s".formatted(field, least, most, value));
    }
    return value.asInt();
  }

  private static Duration delay(String text) {
    try {
      Duration delay = Duration.parse(text);
      if (!delay.isNegative()) {
        return delay;
      }
    } catch (DateTimeParseException e) {
      throw new DoorRefusal(
          422, "delay must be an ISO 8601 duration such as PT2S, was '" + text + "'");
    }
    throw new DoorRefusal(422, "delay must not be negative, was " + text);
  }

  private static ObjectNode item(Fault fault) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("id", fault.id());
    item.putObject("match").put("method", fault.match().method()).put("path", fault.match().path());
    item.put("effect", fault.effect().name());
    item.put("times", fault.times());
    item.put("met", fault.met());
    fault.status().ifPresent(status -> item.put("status", status));
    item.put("delay", fault.delay().toString());
    item.put("message", fault.message());
    return item;
  }
}
