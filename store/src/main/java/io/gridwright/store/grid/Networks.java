package io.gridwright.store.grid;

import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.store.IdSource;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.AddressOwner;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.AddressUse;
import io.gridwright.store.traffic.Ipv4Range;
import io.gridwright.store.traffic.TrafficRepository;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Addresses and traffic rules of planned machines, inside the transaction of the reservation. */
final class Networks {
  /** Hosts below are left to gateways and what the operator adds to each subnet. */
  private static final int FIRST_HOST = 10;

  private static final int LAST_HOST = 250;

  private final IdSource ids;
  private final InstantSource realTime;

  Networks(IdSource ids, InstantSource realTime) {
    this.ids = ids;
    this.realTime = realTime;
  }

  /** A locally administered address that is unique as the VMID is. */
  static String mac(Vmid vmid) {
    int v = vmid.value();
    return "02:67:%02x:%02x:%02x:%02x"
        .formatted(v >>> 24 & 255, v >>> 16 & 255, v >>> 8 & 255, v & 255);
  }

  /** The next address of the subnet that was never given; else the one longest free. */
  String privateAddress(
      Handle handle,
      OperationRow operation,
      ComponentId component,
      MachineId machine,
      String subnet) {
    AddressRepository addresses = handle.attach(AddressRepository.class);
    long network = Ipv4Range.parse(subnet).network();
    long next = addresses.lastOf(subnet).map(last -> last + 1).orElse(network + FIRST_HOST);
    String address =
        next <= network + LAST_HOST
            ? Ipv4Range.text(next)
            : addresses
                .longestFree(subnet)
                .orElseThrow(() -> Numbers.exhausted("address of subnet " + subnet));
    addresses.holdPrivate(
        subnet,
        address,
        Ipv4Range.number(address),
        new AddressOwner(
            operation.accountId(), operation.configurationId(), component, machine, operation.id()),
        realTime.instant());
    return address;
  }

  /** Public addresses and rules; duplicates of a swap get theirs when traffic moves to them. */
  void plan(Handle handle, OperationRow operation, List<MachineRow> planned) {
    ConfigurationDocument document = documentOf(handle, operation);
    planned.stream()
        .filter(m -> m.role() == PlacementRole.ORIGINAL)
        .forEach(m -> holdPublic(handle, operation, component(document, m.componentId()), m));
    List<AddressRow> addresses =
        handle.attach(AddressRepository.class).ofConfiguration(operation.configurationId());
    List<MachineRow> all = handle.attach(MachineRepository.class).live(operation.configurationId());
    handle
        .attach(TrafficRepository.class)
        .insert(
            operation.accountId(),
            new RulePlan(ids, operation, document, addresses, all).towards(planned));
  }

  private void holdPublic(
      Handle handle, OperationRow operation, Component component, MachineRow machine) {
    AddressRepository addresses = handle.attach(AddressRepository.class);
    List<AddressRow> held =
        addresses.ofConfiguration(operation.configurationId()).stream()
            .filter(AddressRow::isPublic)
            .filter(a -> a.componentId().equals(Optional.of(machine.componentId())))
            .toList();
    List<VirtualIp> virtualIps =
        component.loadBalancing().map(l -> l.virtualIps()).orElseGet(List::of);
    if (machine.ordinal() == 0) {
      held.stream()
          .filter(a -> a.machineId().isEmpty())
          .forEach(a -> addresses.bind(a.address(), machine.componentId(), machine.id()));
      if (virtualIps.stream().anyMatch(v -> v.address().isEmpty())
          && !holdsAuto(held, virtualIps)) {
        takePublic(addresses, operation, machine, AddressUse.VIRTUAL);
      }
    }
    long wanted =
        component.addresses().stream()
            .filter(a -> a.visibility() == AddressRequest.Visibility.PUBLIC)
            .filter(a -> a.address().isEmpty())
            .count();
    for (int i = 0; i < wanted; i++) {
      takePublic(addresses, operation, machine, AddressUse.REAL);
    }
  }

  /** Whether the component kept the address it once got for {@code auto}. */
  private static boolean holdsAuto(List<AddressRow> held, List<VirtualIp> virtualIps) {
    List<String> named = virtualIps.stream().flatMap(v -> v.address().stream()).toList();
    return held.stream()
        .filter(a -> a.addressUse().equals(Optional.of(AddressUse.VIRTUAL)))
        .anyMatch(a -> !named.contains(a.address()));
  }

  private void takePublic(
      AddressRepository addresses, OperationRow operation, MachineRow machine, AddressUse use) {
    String address =
        addresses
            .firstFreePublic()
            .or(addresses::awaitFreePublic)
            .orElseThrow(() -> Numbers.exhausted("public address"));
    addresses.claimPublic(
        address,
        operation.accountId(),
        operation.configurationId(),
        machine.componentId(),
        operation.id(),
        use,
        realTime.instant());
    addresses.bind(address, machine.componentId(), machine.id());
  }

  private static ConfigurationDocument documentOf(Handle handle, OperationRow operation) {
    return operation
        .document()
        .orElseGet(
            () ->
                handle
                    .createQuery("SELECT document FROM configuration WHERE id = :id")
                    .bind("id", operation.configurationId())
                    .mapTo(ConfigurationDocument.class)
                    .one());
  }

  private static Component component(ConfigurationDocument document, ComponentId id) {
    return document.components().stream()
        .filter(c -> c.id().equals(Optional.of(id)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "component %s is not in document \"%s\"; place what the operation asks for"
                        .formatted(id.value(), document.name())));
  }
}
