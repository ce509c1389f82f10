package io.gridwright.store.grid;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.change.DocumentChange;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.store.IdSource;
import io.gridwright.store.Transactions;
import io.gridwright.store.operation.CurrentRun;
import io.gridwright.store.operation.OperationRepository;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.TrafficRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Which of a configuration's machines serve while its document changes. Everything that tells
 * others where to send requests (pools, names, links) reads the one fact of {@link PlacementRole}:
 * an ORIGINAL serves, a DUPLICATE does not yet, what is REPLACED does not any more. Serving passes
 * from the one to the other, and back if the change is undone, in one transaction.
 */
public final class Replacements {
  private final Transactions transactions;
  private final Networks networks;
  private final InstantSource realTime;

  public Replacements(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.networks = new Networks(ids, realTime);
    this.realTime = realTime;
  }

  /**
   * What was built serves from now on, what it replaces and what the document has no more does not;
   * public addresses follow whoever serves.
   */
  public void divert(OperationId operation, Epoch epoch) {
    inside(operation, epoch, this::divert);
  }

  /** What served before serves again, what was built does not; rules of the change are dropped. */
  public void restore(OperationId operation, Epoch epoch) {
    inside(operation, epoch, this::restore);
  }

  /** How a configuration serves. */
  public Serving serving(ConfigurationId configuration) {
    return transactions.call(
        handle -> {
          handle.attach(AllocationRepository.class).shareConfiguration(configuration);
          OperationRepository operations = handle.attach(OperationRepository.class);
          return new Serving(
              operations
                  .takingOver(configuration)
                  .or(() -> operations.standing(configuration, Integer.MAX_VALUE)),
              handle.attach(MachineRepository.class).live(configuration),
              handle.attach(TrafficRepository.class).ofConfiguration(configuration));
        });
  }

  /** What does not serve any more and is to go. */
  public List<MachineRow> replaced(OperationId operation) {
    return transactions.call(
        handle -> replaced(handle, KnownRows.operation(handle, operation)).toList());
  }

  /** From what stood when the operation began to what it asks for. */
  public DocumentChange change(OperationId operation) {
    return transactions.call(handle -> change(handle, KnownRows.operation(handle, operation)));
  }

  /** The places for which the operation builds machines, in the order of its document. */
  public List<Part> built(OperationId operation) {
    return transactions.call(handle -> built(handle, KnownRows.operation(handle, operation)));
  }

  /** Billing of what was replaced ends at the very instant at which that of the other begins. */
  void end(Handle handle, OperationRow operation, Instant at) {
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    replaced(handle, operation).forEach(m -> allocations.endBilling(m.id(), at));
    networks.close(handle, operation);
  }

  static List<Part> built(Handle handle, OperationRow operation) {
    if (operation.kind() == OperationKind.RECOVER) {
      return lost(handle, operation);
    }
    return operation.document().stream()
        .flatMap(
            document ->
                operation.kind() == OperationKind.RECONFIGURE
                    ? change(handle, operation).built(document).stream()
                    : document.components().stream())
        .flatMap(Replacements::parts)
        .toList();
  }

  private static Stream<Part> parts(Component component) {
    return IntStream.range(0, component.spreadOver())
        .mapToObj(ordinal -> new Part(component.id().orElseThrow(), ordinal));
  }

  static DocumentChange change(Handle handle, OperationRow operation) {
    if (operation.kind() == OperationKind.RECOVER) {
      return DocumentChange.replacing(
          document(handle, operation),
          lost(handle, operation).stream().map(Part::component).collect(Collectors.toSet()));
    }
    Optional<ConfigurationDocument> before =
        handle
            .attach(OperationRepository.class)
            .standing(operation.configurationId(), operation.number());
    return DocumentChange.of(before, document(handle, operation));
  }

  /** What an operation works towards: its own document, else the one that stands. */
  static ConfigurationDocument document(Handle handle, OperationRow operation) {
    return operation
        .document()
        .or(
            () ->
                handle
                    .attach(OperationRepository.class)
                    .standing(operation.configurationId(), Integer.MAX_VALUE))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nothing of configuration %s was ever built"
                        .formatted(operation.configurationId().value())));
  }

  /**
   * What a RECOVER builds anew: what was ordered and stands on the lost node, until it has built
   * it. A change that was past its point of no return may have put some elsewhere, or ended it.
   */
  private static List<Part> lost(Handle handle, OperationRow operation) {
    RecoverOrder order = RecoverOrder.of(operation.payload().orElseThrow());
    Set<Part> due =
        Stream.concat(
                live(handle, operation).stream()
                    .filter(machine -> machine.node().equals(order.node())),
                handle.attach(MachineRepository.class).current(operation.id()).stream())
            .map(MachineRow::part)
            .collect(Collectors.toSet());
    return order.parts().stream().filter(due::contains).toList();
  }

  private void divert(Handle handle, OperationRow operation) {
    handle
        .attach(OperationRepository.class)
        .divert(operation.id(), Optional.of(realTime.instant()));
    MachineRepository machines = handle.attach(MachineRepository.class);
    AddressRepository addresses = handle.attach(AddressRepository.class);
    Map<Part, MachineRow> built = own(handle, operation);
    Set<ComponentId> wanted = document(handle, operation).componentIds();
    for (MachineRow machine : live(handle, operation)) {
      MachineRow successor = built.get(machine.part());
      if (machine.equals(successor)) {
        machines.play(machine.id(), PlacementRole.ORIGINAL);
      } else if (successor != null || !wanted.contains(machine.componentId())) {
        machines.play(machine.id(), PlacementRole.REPLACED);
        if (successor != null) { // those of what goes for good stay with it
          addresses.passPublic(machine.id(), successor.id());
        }
      }
    }
  }

  private void restore(Handle handle, OperationRow operation) {
    handle.attach(OperationRepository.class).divert(operation.id(), Optional.empty());
    MachineRepository machines = handle.attach(MachineRepository.class);
    AddressRepository addresses = handle.attach(AddressRepository.class);
    Map<Part, MachineRow> built = own(handle, operation);
    for (MachineRow machine : live(handle, operation)) {
      if (machine.operationId().equals(operation.id())) {
        machines.play(machine.id(), PlacementRole.DUPLICATE);
      } else if (machine.role() == PlacementRole.REPLACED) {
        machines.play(machine.id(), PlacementRole.ORIGINAL);
        MachineRow successor = built.get(machine.part());
        if (successor != null) {
          addresses.passPublic(successor.id(), machine.id());
        }
      }
    }
    networks.drop(handle, operation);
  }

  /** Machines that the operation built, by their place. */
  private static Map<Part, MachineRow> own(Handle handle, OperationRow operation) {
    return live(handle, operation).stream()
        .filter(machine -> machine.operationId().equals(operation.id()))
        .collect(Collectors.toMap(MachineRow::part, Function.identity()));
  }

  private static Stream<MachineRow> replaced(Handle handle, OperationRow operation) {
    return live(handle, operation).stream().filter(m -> m.role() == PlacementRole.REPLACED);
  }

  private static List<MachineRow> live(Handle handle, OperationRow operation) {
    return handle.attach(MachineRepository.class).live(operation.configurationId());
  }

  private interface Verb {
    void of(Handle handle, OperationRow operation);
  }

  private void inside(OperationId operation, Epoch epoch, Verb verb) {
    transactions.run(
        handle -> {
          OperationRow seen = KnownRows.operation(handle, operation);
          handle.attach(AllocationRepository.class).lockConfiguration(seen.configurationId());
          verb.of(handle, CurrentRun.exclusive(handle, operation, epoch));
        });
  }
}
