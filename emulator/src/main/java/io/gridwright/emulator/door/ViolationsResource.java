package io.gridwright.emulator.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.guest.runtime.EmulatedGuests;
import io.gridwright.emulator.guest.violation.Violation;
import java.util.Optional;

/** {@code GET /violations}: what must never happen, as the emulator saw it. */
final class ViolationsResource implements DoorResource {
  private final EmulatedGuests guests;

  ViolationsResource(EmulatedGuests guests) {
    this.guests = guests;
  }

  @Override
  public Optional<DoorAnswer> answer(DoorRequest request) {
    if (!request.is("GET", "violations")) {
      return Optional.empty();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    guests.violations().forEach(violation -> items.add(item(violation)));
    return Optional.of(DoorAnswer.json(200, body));
  }

  private static ObjectNode item(Violation violation) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("kind", violation.kind().name());
    item.put("at", violation.at().toString());
    item.put("subject", violation.subject());
    violation.machines().forEach(item.putArray("machines")::add);
    item.put("text", violation.text());
    return item;
  }
}
