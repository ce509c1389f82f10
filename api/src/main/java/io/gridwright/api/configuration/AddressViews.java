package io.gridwright.api.configuration;

import static java.util.stream.Collectors.toMap;

import io.gridwright.api.configuration.ComponentForm.AddressForm;
import io.gridwright.domain.configuration.AddressRequest.Visibility;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.Pauses;
import io.gridwright.store.traffic.TrafficLedger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The addresses that a configuration's components hold, where an emulator serves them, what is
 * paused.
 */
public final class AddressViews {
  private final TrafficLedger traffic;
  private final MachineLedger machines;

  public AddressViews(TrafficLedger traffic, MachineLedger machines) {
    this.traffic = traffic;
    this.machines = machines;
  }

  Pauses pauses(ConfigurationId id) {
    return traffic.pauses(id);
  }

  OfConfiguration of(ConfigurationId id) {
    return new OfConfiguration(
        traffic.addressesOf(id),
        machines.ofConfiguration(id).stream().collect(toMap(MachineRow::id, Function.identity())));
  }

  /** One look at the addresses and machines of a configuration. */
  record OfConfiguration(List<AddressRow> addresses, Map<MachineId, MachineRow> machines) {

    /**
     * What a component holds, public addresses first. The address of a machine that was replaced
     * and left behind leads nowhere, though it is given to nobody else before that machine has
     * ended.
     */
    List<AddressForm> of(Component component) {
      return addresses.stream()
          .filter(row -> row.componentId().equals(component.id()))
          .filter(row -> row.machineId().map(machines::containsKey).orElse(true))
          .sorted(Comparator.comparing(AddressRow::isPublic).reversed())
          .map(this::form)
          .toList();
    }

    private AddressForm form(AddressRow row) {
      Map<String, String> reachable =
          row.machineId()
              .map(machines::get)
              .flatMap(MachineRow::reachable)
              .map(addresses -> addresses.get(row.address()))
              .orElseGet(Map::of);
      return new AddressForm(
          row.isPublic() ? Visibility.PUBLIC : Visibility.PRIVATE,
          row.address(),
          row.addressUse(),
          reachable);
    }
  }
}
