package io.gridwright.store.grid;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.AddressOwner;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.AddressUse;
import io.gridwright.store.traffic.Ipv4Range;
import io.gridwright.store.traffic.TrafficRepository;
import io.gridwright.store.traffic.TrafficRuleRow;
import java.time.InstantSource;
import java.util.Iterator;
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
    ConfigurationDocument document = Replacements.document(handle, operation);
    List<MachineRow> all = handle.attach(MachineRepository.class).live(operation.configurationId());
    planned.stream()
        .filter(m -> all.stream().noneMatch(present -> serves(present, m)))
        .forEach(m -> holdPublic(handle, operation, component(document, m.componentId()), m));
    RulePlan plan = plan(handle, operation, document, all);
    handle
        .attach(TrafficRepository.class)
        .insert(operation.accountId(), plan.missing(rules(handle, operation)));
  }

  /** Whether that machine has the addresses which this one would take. */
  private static boolean serves(MachineRow present, MachineRow planned) {
    return !present.id().equals(planned.id())
        && present.role() == PlacementRole.ORIGINAL
        && present.componentId().equals(planned.componentId())
        && present.ordinal() == planned.ordinal();
  }

  /** Takes back what an operation planned: its document is not to be. */
  void drop(Handle handle, OperationRow operation) {
    handle
        .attach(TrafficRepository.class)
        .removed(
            rules(handle, operation).stream()
                .filter(rule -> rule.operationId().equals(operation.id()))
                .map(TrafficRuleRow::id)
                .toList());
  }

  /** Ends what a committed operation's document does not ask for between the machines that stay. */
  void close(Handle handle, OperationRow operation) {
    List<MachineRow> staying =
        handle.attach(MachineRepository.class).live(operation.configurationId()).stream()
            .filter(m -> m.role() != PlacementRole.REPLACED)
            .toList();
    RulePlan plan = plan(handle, operation, Replacements.document(handle, operation), staying);
    handle
        .attach(TrafficRepository.class)
        .removed(plan.surplus(rules(handle, operation)).stream().map(TrafficRuleRow::id).toList());
  }

  private static List<TrafficRuleRow> rules(Handle handle, OperationRow operation) {
    return handle.attach(TrafficRepository.class).ofConfiguration(operation.configurationId());
  }

  private RulePlan plan(
      Handle handle,
      OperationRow operation,
      ConfigurationDocument document,
      List<MachineRow> machines) {
    List<AddressRow> addresses =
        handle.attach(AddressRepository.class).ofConfiguration(operation.configurationId());
    return new RulePlan(ids, operation, document, addresses, machines);
  }

  /**
   * Binds public addresses to a planned machine: those that the document names, and for each {@code
   * auto} one that the component kept from a machine before, else a new one. An address of a
   * machine that was left behind is not touched: that machine may still answer there.
   */
  private void holdPublic(
      Handle handle, OperationRow operation, Component component, MachineRow machine) {
    AddressRepository addresses = handle.attach(AddressRepository.class);
    PublicAddresses kept =
        PublicAddresses.of(
            component, addresses.ofConfiguration(operation.configurationId()), machine);
    if (machine.ordinal() == 0) {
      kept.named().forEach(row -> bindNamed(handle, row, machine));
      if (component.virtualIps().stream().anyMatch(v -> v.address().isEmpty())) {
        hold(addresses, operation, machine, AddressUse.VIRTUAL, kept.spares(AddressUse.VIRTUAL, 1));
      }
    }
    int wanted = kept.unnamedReal();
    Iterator<String> spares = kept.spares(AddressUse.REAL, wanted).iterator();
    for (int i = 0; i < wanted; i++) {
      List<String> spare = spares.hasNext() ? List.of(spares.next()) : List.of();
      hold(addresses, operation, machine, AddressUse.REAL, spare);
    }
  }

  private static void bindNamed(Handle handle, AddressRow named, MachineRow machine) {
    Optional<MachineState> holder =
        named
            .machineId()
            .flatMap(id -> handle.attach(MachineRepository.class).find(id))
            .map(MachineRow::state);
    if (holder.filter(MachineState::leftBehind).isPresent()) {
      throw Refusal.of(
          "conflict",
          ("%s still belongs to a machine on a node that is away and may answer there. Order with "
                  + "address auto, or again when the node is back.")
              .formatted(named.address()));
    }
    handle
        .attach(AddressRepository.class)
        .bind(named.address(), machine.componentId(), machine.id());
  }

  private void hold(
      AddressRepository addresses,
      OperationRow operation,
      MachineRow machine,
      AddressUse use,
      List<String> spare) {
    if (spare.isEmpty()) {
      takePublic(addresses, operation, machine, use);
    } else {
      addresses.bind(spare.get(0), machine.componentId(), machine.id());
    }
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
