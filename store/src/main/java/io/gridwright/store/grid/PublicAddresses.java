package io.gridwright.store.grid;

import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.Component;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.AddressUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a component holds of public addresses while a machine of it is planned.
 *
 * @param component that the machine realises
 * @param held the component's rows
 */
record PublicAddresses(Component component, List<AddressRow> held) {

  static PublicAddresses of(
      Component component, List<AddressRow> ofConfiguration, MachineRow machine) {
    return new PublicAddresses(
        component,
        ofConfiguration.stream()
            .filter(AddressRow::isPublic)
            .filter(a -> a.componentId().equals(Optional.of(machine.componentId())))
            .toList());
  }

  /** Those that the document names; they were claimed when it was accepted (F41). */
  List<AddressRow> named() {
    Set<String> names = names();
    return held.stream().filter(a -> names.contains(a.address())).toList();
  }

  /** Unnamed ones that no machine has, at most so many. */
  List<String> spares(AddressUse use, int most) {
    Set<String> names = names();
    return held.stream()
        .filter(a -> a.machineId().isEmpty())
        .filter(a -> a.addressUse().equals(Optional.of(use)))
        .map(AddressRow::address)
        .filter(a -> !names.contains(a))
        .limit(most)
        .toList();
  }

  /** How many addresses of its own each machine wants without naming them. */
  int unnamedReal() {
    return (int) publicRequests().filter(a -> a.address().isEmpty()).count();
  }

  private Set<String> names() {
    return Stream.concat(
            component.virtualIps().stream().flatMap(v -> v.address().stream()),
            publicRequests().flatMap(a -> a.address().stream()))
        .collect(Collectors.toSet());
  }

  private Stream<AddressRequest> publicRequests() {
    return component.addresses().stream()
        .filter(a -> a.visibility() == AddressRequest.Visibility.PUBLIC);
  }
}
