package io.gridwright.emulator.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.guest.address.NetworkCard;
import io.gridwright.emulator.guest.address.Ownership;
import io.gridwright.emulator.guest.runtime.EmulatedGuests;
import io.gridwright.emulator.guest.runtime.GuestAddresses;
import java.util.List;
import java.util.Optional;

/** {@code GET /machines}: every guest that exists, templates apart. */
final class MachinesResource implements DoorResource {
  private final GridControl grid;
  private final EmulatedGuests guests;

  MachinesResource(GridControl grid, EmulatedGuests guests) {
    this.grid = grid;
    this.guests = guests;
  }

  @Override
  public Optional<DoorAnswer> answer(DoorRequest request) {
    if (!request.is("GET", "machines")) {
      return Optional.empty();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    grid.machines().stream()
        .filter(machine -> !machine.template())
        .forEach(machine -> items.add(item(machine)));
    return Optional.of(DoorAnswer.json(200, body));
  }

  private ObjectNode item(MachineView machine) {
    Ownership owner = Ownership.of(machine.description());
    List<NetworkCard> cards = GuestAddresses.cards(machine.config());
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("vmid", machine.vmid());
    item.put("node", machine.node());
    item.put("name", machine.name());
    item.put("status", machine.status());
    machine.lock().ifPresent(lock -> item.put("lock", lock));
    machine.tags().forEach(item.putArray("tags")::add);
    item.put("description", machine.description());
    addresses(machine).forEach(item.putArray("addresses")::add);
    item.put("configuration", owner.configuration());
    item.put("component", owner.component());
    item.put("stateless", owner.stateless());
    item.put("powered", machine.powered());
    item.put("linkUp", !cards.isEmpty() && cards.stream().allMatch(NetworkCard::linkUp));
    item.put("memoryMiB", machine.memoryMib());
    machine.startedAt().ifPresent(at -> item.put("startedAt", at.toString()));
    item.set("reachableAt", reachable(machine.vmid()));
    return item;
  }

  private ObjectNode reachable(int vmid) {
    ObjectNode reachable = JsonNodeFactory.instance.objectNode();
    guests
        .reachable(vmid)
        .forEach(
            (address, ports) -> {
              ObjectNode byPort = reachable.putObject(address.toString());
              ports.forEach((port, at) -> byPort.put(Integer.toString(port), at));
            });
    return reachable;
  }

  /** What a running guest really has; of a stopped one what its configuration will give it. */
  private List<String> addresses(MachineView machine) {
    List<String> running = guests.addresses(machine.vmid());
    return running.isEmpty()
        ? GuestAddresses.cloudInit(machine.config()).stream()
            .map(assigned -> assigned.cidr().address().toString())
            .toList()
        : running;
  }
}
