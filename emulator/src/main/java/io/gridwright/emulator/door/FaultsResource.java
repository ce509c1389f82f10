package io.gridwright.emulator.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.fault.Fault;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.fault.FaultRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

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
        new FaultMatch(
            match.path("method").asText("*"),
            match.path("path").asText("**"),
            parameters(match.path("parameters"))),
        body.hasNonNull("times") ? whole(body, "times", 1, UNLIMITED) : UNLIMITED,
        Choice.of("effect", body.path("effect").asText(), FaultEffect.class),
        status,
        IsoDuration.of("delay", body.path("delay").asText("PT0S")),
        body.path("message").asText(""));
  }

  private static Map<String, String> parameters(JsonNode globs) {
    Map<String, String> parameters = new TreeMap<>();
    globs.properties().forEach(glob -> parameters.put(glob.getKey(), glob.getValue().asText()));
    return parameters;
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

  private static ObjectNode item(Fault fault) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("id", fault.id());
    ObjectNode match = item.putObject("match");
    match.put("method", fault.match().method()).put("path", fault.match().path());
    if (!fault.match().parameters().isEmpty()) {
      fault.match().parameters().forEach(match.putObject("parameters")::put);
    }
    item.put("effect", fault.effect().name());
    item.put("times", fault.times());
    item.put("met", fault.met());
    fault.status().ifPresent(status -> item.put("status", status));
    item.put("delay", fault.delay().toString());
    item.put("message", fault.message());
    return item;
  }
}
