package io.gridwright.store.grid;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.EffectiveDemand;
import io.gridwright.domain.configuration.change.ComponentChange;
import io.gridwright.domain.configuration.change.How;
import io.gridwright.domain.grid.AllocationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import io.gridwright.store.operation.CurrentRun;
import io.gridwright.store.operation.OperationRepository;
import io.gridwright.store.operation.OperationRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Machines that stay where they stand and change in size. What one takes more is held on its node
 * before it grows. From the commit on it is part of the allocation, which a new row tells, so that
 * each size has its instants. Undone, it is given back when the machine is as it was; what a
 * machine does not let go of stays part of its allocation as long as it stands, since an allocation
 * says what is there: it is no basis of bills, which take the size as ordered.
 */
public final class Growths {
  private final Transactions transactions;
  private final IdSource ids;
  private final Releases releases;

  public Growths(
      Transactions transactions, IdSource ids, InstantSource businessTime, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.releases = new Releases(businessTime, realTime);
  }

  /**
   * Holds, all or nothing, what a change's document makes machines larger by. Machines that it
   * makes only smaller are noted too. A repeat changes nothing.
   *
   * @throws Refusal {@code no-capacity} where a node has no room for it
   */
  public void hold(OperationId operation, Epoch epoch) {
    transactions.run(
        handle -> {
          OperationRow seen = KnownRows.operation(handle, operation);
          releases.lockConfiguration(handle, seen.configurationId());
          OperationRow row = CurrentRun.shared(handle, operation, epoch);
          if (row.kind() == OperationKind.RECONFIGURE
              && handle.attach(GrowthRepository.class).of(operation).isEmpty()) {
            hold(handle, row);
          }
        });
  }

  /** Machines that an operation changes in size, or must set back. */
  public List<MachineRow> machines(OperationId operation) {
    return transactions.call(
        handle ->
            handle.attach(GrowthRepository.class).of(operation).stream()
                .map(row -> KnownRows.machine(handle, row.machineId()))
                .toList());
  }

  /**
   * What a machine shall be. Asked before each effect: whoever comes too late learns it here.
   *
   * @throws MachineGivenUpException where its change is being undone, or has ended
   */
  public Component desired(OperationId operation, Epoch epoch, MachineId machine) {
    return transactions.call(
        handle -> {
          OperationRow row = CurrentRun.shared(handle, operation, epoch);
          MachineRow own = KnownRows.machine(handle, machine);
          if (held(handle, operation, machine).filter(g -> !g.takenBack()).isEmpty()) {
            throw new MachineGivenUpException(machine, own.state());
          }
          return component(row.document().orElseThrow(), own.componentId()).orElseThrow();
        });
  }

  /** What a machine was to be, whether its change is being undone or not. */
  public Component wished(OperationId operation, MachineId machine) {
    return transactions.call(
        handle ->
            component(
                    KnownRows.operation(handle, operation).document().orElseThrow(),
                    KnownRows.machine(handle, machine).componentId())
                .orElseThrow());
  }

  /**
   * Says, before it is done, that a machine is set back to what it was.
   *
   * @return false where it was, and nothing is held for it any more
   */
  public boolean takeBack(OperationId operation, Epoch epoch, MachineId machine) {
    return transactions.call(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          Optional<GrowthRow> held = held(handle, operation, machine);
          held.ifPresent(growth -> handle.attach(GrowthRepository.class).takeBack(machine));
          return held.isPresent();
        });
  }

  /** What a machine did not let go of of that which it had taken. */
  public record Kept(boolean memory, boolean vcpus, boolean disk) {
    public static final Kept NOTHING = new Kept(false, false, false);

    private Capacity of(Capacity growth) {
      return new Capacity(
          memory ? growth.memoryMib() : 0,
          vcpus ? growth.vcpus() : 0,
          disk ? growth.diskGib() : 0,
          0);
    }
  }

  /**
   * The machine is as it was: what it took more is given back, but for what it does not let go of.
   */
  public void settle(OperationId operation, Epoch epoch, MachineId machine, Kept kept) {
    end(operation, epoch, machine, kept::of);
  }

  /** Nobody can ask how large the machine is: all that it may have taken stays its own. */
  public void leave(OperationId operation, Epoch epoch, MachineId machine) {
    end(operation, epoch, machine, growth -> growth);
  }

  private void end(
      OperationId operation, Epoch epoch, MachineId machine, UnaryOperator<Capacity> kept) {
    transactions.run(
        handle -> {
          MachineRow own = KnownRows.machine(handle, machine);
          releases.lockConfiguration(handle, own.configurationId());
          CurrentRun.shared(handle, operation, epoch);
          held(handle, operation, machine).ifPresent(growth -> end(handle, growth, kept));
        });
  }

  /** Gives back what was held for machines that were never begun to be changed. */
  public void giveBackBut(OperationId operation, Epoch epoch, Set<MachineId> begun) {
    transactions.run(
        handle -> {
          OperationRow seen = KnownRows.operation(handle, operation);
          releases.lockConfiguration(handle, seen.configurationId());
          CurrentRun.shared(handle, operation, epoch);
          handle.attach(GrowthRepository.class).lock(operation).stream()
              .filter(growth -> !begun.contains(growth.machineId()))
              .forEach(growth -> giveBack(handle, growth));
        });
  }

  /** What was held is part of the allocations from now on, in the transaction of the commit. */
  void commit(Handle handle, OperationRow operation, Instant at) {
    ConfigurationDocument document = Replacements.document(handle, operation);
    for (GrowthRow growth : handle.attach(GrowthRepository.class).lock(operation.id())) {
      MachineRow machine = KnownRows.machine(handle, growth.machineId());
      commit(
          handle, operation, growth, component(document, machine.componentId()).orElseThrow(), at);
    }
  }

  /** The machine is gone, and with it what it held more. */
  static void release(Handle handle, MachineId machine) {
    handle
        .attach(GrowthRepository.class)
        .lock(machine)
        .ifPresent(growth -> giveBack(handle, growth));
  }

  private static void giveBack(Handle handle, GrowthRow growth) {
    handle.attach(NodeRepository.class).giveBackReserved(growth.node(), growth.amount());
    handle.attach(GrowthRepository.class).delete(growth.machineId());
  }

  private static Optional<GrowthRow> held(Handle handle, OperationId operation, MachineId machine) {
    return handle
        .attach(GrowthRepository.class)
        .lock(machine)
        .filter(growth -> growth.operationId().equals(operation));
  }

  private void commit(
      Handle handle, OperationRow operation, GrowthRow growth, Component component, Instant at) {
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    NodeRepository nodes = handle.attach(NodeRepository.class);
    AllocationRow before = allocations.lockHeld(growth.machineId()).orElseThrow();
    Capacity after = after(EffectiveDemand.perMachine(component), before.amount());
    nodes.commit(growth.node(), growth.amount());
    nodes.giveBackAllocated(growth.node(), before.amount().plus(growth.amount()).minus(after));
    boolean billed = before.billedFrom().isPresent() && before.billedTo().isEmpty();
    allocations.leave(before.id(), billed ? Optional.of(at) : before.billedTo(), at);
    AllocationId id = new AllocationId(ids.next());
    MachineRow machine = KnownRows.machine(handle, growth.machineId());
    allocations.insert(
        id, machine.heldFor(operation.id(), before.role(), before.node()), after, at);
    allocations.arrive(id, before.role(), billed ? Optional.of(at) : Optional.empty(), at);
    handle.attach(GrowthRepository.class).delete(growth.machineId());
  }

  private static void end(Handle handle, GrowthRow growth, UnaryOperator<Capacity> how) {
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    AllocationRow held = allocations.lockHeld(growth.machineId()).orElseThrow();
    Capacity kept = how.apply(growth.amount());
    NodeRepository nodes = handle.attach(NodeRepository.class);
    nodes.commit(growth.node(), kept);
    nodes.giveBackReserved(growth.node(), growth.amount().minus(kept));
    allocations.enlarge(held.id(), kept);
    handle.attach(GrowthRepository.class).delete(growth.machineId());
  }

  private static void hold(Handle handle, OperationRow operation) {
    for (Wanted one : wanted(handle, operation)) {
      take(handle, one);
      handle
          .attach(GrowthRepository.class)
          .insert(
              one.machine().id(),
              operation.id(),
              operation.configurationId(),
              one.machine().node(),
              one.more());
    }
  }

  /** How much more a machine takes than it holds. */
  private record Wanted(MachineRow machine, Capacity more) {}

  private static List<Wanted> wanted(Handle handle, OperationRow operation) {
    ConfigurationDocument after = operation.document().orElseThrow();
    Optional<ConfigurationDocument> before =
        handle
            .attach(OperationRepository.class)
            .standing(operation.configurationId(), operation.number());
    Set<ComponentId> staying = new HashSet<>();
    Replacements.change(handle, operation).components().stream()
        .filter(change -> change.how() == How.LIVE)
        .map(ComponentChange::id)
        .flatMap(Optional::stream)
        .forEach(staying::add);
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    List<Wanted> wanted = new ArrayList<>();
    for (MachineRow machine :
        handle.attach(MachineRepository.class).live(operation.configurationId())) {
      if (machine.operationId().equals(operation.id())
          || !staying.contains(machine.componentId())) {
        continue;
      }
      Component desired = component(after, machine.componentId()).orElseThrow();
      Optional<Component> present = before.flatMap(d -> component(d, machine.componentId()));
      if (!make(present).equals(make(Optional.of(desired)))) {
        Capacity held = allocations.lockHeld(machine.id()).orElseThrow().amount();
        wanted.add(new Wanted(machine, over(EffectiveDemand.perMachine(desired), held)));
      }
    }
    wanted.sort(
        Comparator.comparing((Wanted one) -> one.machine().node())
            .thenComparing(one -> one.machine().id().value()));
    return wanted;
  }

  /** What a machine is made of, what it takes of its node, and who may log on to it. */
  private static List<Object> make(Optional<Component> component) {
    return component
        .map(
            c ->
                List.<Object>of(
                    EffectiveDemand.ordered(c), EffectiveDemand.perMachine(c), c.sshKeys()))
        .orElse(List.of());
  }

  private static void take(Handle handle, Wanted wanted) {
    NodeRepository nodes = handle.attach(NodeRepository.class);
    NodeName node = wanted.machine().node();
    if (!wanted.more().equals(Capacity.NONE) && nodes.grow(node, wanted.more()) == 0) {
      throw new Refusal(noRoom(wanted, nodes.find(node).orElseThrow()));
    }
  }

  private static Problem noRoom(Wanted wanted, NodeRow node) {
    String server = wanted.machine().componentName();
    if (node.state() != NodeState.ONLINE) {
      return Problem.of(
          "no-capacity",
          "%s cannot grow where it stands: node %s is %s. Order again when it is ONLINE."
              .formatted(server, node.name().value(), node.state()));
    }
    Capacity free = node.free();
    Capacity more = wanted.more();
    List<String> lacking = new ArrayList<>();
    lack(lacking, more.memoryMib(), free.memoryMib(), "MiB of memory");
    lack(lacking, more.vcpus(), free.vcpus(), "vCPUs");
    lack(lacking, more.diskGib(), free.diskGib(), "GiB of disk");
    lack(lacking, more.bandwidthMbps(), free.bandwidthMbps(), "Mbit/s");
    return Problem.of(
        "no-capacity",
        "%s cannot grow where it stands, on node %s: %s. Ask for less, or add another beside it."
            .formatted(server, node.name().value(), String.join(", ", lacking)));
  }

  private static void lack(List<String> lacking, long more, long free, String unit) {
    if (more > 0 && more > free) {
      lacking.add("%d more %s are needed, %d are free".formatted(more, unit, Math.max(0, free)));
    }
  }

  private static Optional<Component> component(ConfigurationDocument document, ComponentId id) {
    return document.components().stream().filter(c -> c.id().equals(Optional.of(id))).findFirst();
  }

  /**
   * What runs on lets go of a rate, and of nothing else: an undone change may have left it more.
   */
  private static Capacity after(Capacity wanted, Capacity held) {
    Capacity least = held.plus(over(wanted, held));
    return new Capacity(least.memoryMib(), least.vcpus(), least.diskGib(), wanted.bandwidthMbps());
  }

  private static Capacity over(Capacity one, Capacity other) {
    return new Capacity(
        Math.max(0, one.memoryMib() - other.memoryMib()),
        Math.max(0, one.vcpus() - other.vcpus()),
        Math.max(0, one.diskGib() - other.diskGib()),
        Math.max(0, one.bandwidthMbps() - other.bandwidthMbps()));
  }
}
