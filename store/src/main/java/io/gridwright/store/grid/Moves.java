package io.gridwright.store.grid;

import static java.util.Comparator.comparing;

import io.gridwright.domain.grid.AllocationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.placement.Move;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import io.gridwright.store.account.AccountRepository;
import io.gridwright.store.operation.CurrentRun;
import io.gridwright.store.operation.OperationRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Moving machines in the ledger. While a machine is under way it holds room on both nodes; when it
 * has arrived its row follows it, and what it held where it came from is given back in the same
 * transaction, at the same instant, so that it is billed without a gap and nothing twice. The
 * machine keeps its number, addresses and rules: these know the machine and not its node.
 *
 * <p>Locks are those of {@link Reservations}, in the same order.
 */
public final class Moves {
  private static final Set<MachineState> MOVABLE =
      Set.of(MachineState.BUILT, MachineState.RUNNING, MachineState.STOPPED);

  private final Transactions transactions;
  private final IdSource ids;
  private final InstantSource businessTime;
  private final Releases releases;

  public Moves(
      Transactions transactions, IdSource ids, InstantSource businessTime, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.businessTime = businessTime;
    this.releases = new Releases(businessTime, realTime);
  }

  /**
   * Holds room on the nodes that the operation wants its machines on, all or nothing. What it
   * already holds is answered as it is; a machine that stands where it shall needs none.
   */
  public MoveResult reserve(OperationId operation, Epoch epoch) {
    try {
      return new MoveResult.Reserved(
          transactions.call(handle -> reserve(handle, operation, epoch)));
    } catch (Room.LostNode lost) {
      return new MoveResult.Conflict(lost.node());
    } catch (Refusal refusal) {
      return new MoveResult.Refused(refusal.problem());
    }
  }

  /** What the operation still has to move, in the order of its wish. */
  public List<Transfer> open(OperationId operation) {
    return transactions.call(handle -> open(handle, KnownRows.operation(handle, operation)));
  }

  /** The machine has arrived: its row follows it. A repeat does nothing. */
  public void follow(OperationId operation, Epoch epoch, MachineId machine) {
    settle(operation, epoch, machine, this::follow);
  }

  /** The machine stays where it is: the room elsewhere is given back. A repeat does nothing. */
  public void giveBack(OperationId operation, Epoch epoch, MachineId machine) {
    settle(operation, epoch, machine, (handle, row, target) -> giveBack(handle, target));
  }

  /** What becomes of the room that a machine holds where it goes. */
  private interface Settlement {
    void of(Handle handle, MachineRow machine, AllocationRow target);
  }

  private void settle(
      OperationId operation, Epoch epoch, MachineId machine, Settlement settlement) {
    transactions.run(
        handle -> {
          MachineRow row = KnownRows.machine(handle, machine);
          releases.lockConfiguration(handle, row.configurationId());
          CurrentRun.shared(handle, operation, epoch);
          handle
              .attach(AllocationRepository.class)
              .lockTarget(operation, machine)
              .ifPresent(target -> settlement.of(handle, row, target));
        });
  }

  /** Gives back all room that was held and never used; for the end of an undo. */
  public void giveBackAll(OperationId operation, Epoch epoch) {
    transactions.run(
        handle -> {
          OperationRow row = KnownRows.operation(handle, operation);
          releases.lockConfiguration(handle, row.configurationId());
          CurrentRun.shared(handle, operation, epoch);
          handle
              .attach(AllocationRepository.class)
              .lockTargets(operation)
              .forEach(target -> giveBack(handle, target));
        });
  }

  private List<Transfer> reserve(Handle handle, OperationId operation, Epoch epoch) {
    OperationRow seen = KnownRows.operation(handle, operation);
    var account = handle.attach(AccountRepository.class).share(seen.accountId()).orElseThrow();
    releases.lockConfiguration(handle, seen.configurationId());
    OperationRow row = CurrentRun.shared(handle, operation, epoch);
    List<Transfer> held = open(handle, row);
    if (!held.isEmpty()) {
      return held;
    }
    Map<MachineId, AllocationRow> sources = new TreeMap<>(comparing(MachineId::value));
    List<Transfer> wanted = wanted(handle, row);
    TierRules.require(handle, row.configurationId(), wanted);
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    wanted.forEach(
        transfer ->
            sources.put(
                transfer.machine().id(),
                allocations.lockHeld(transfer.machine().id()).orElseThrow()));
    Room.take(
        handle,
        wanted.stream()
            .map(
                transfer ->
                    new Room.Wanted(transfer.to(), sources.get(transfer.machine().id()).amount())),
        Neighbours.of(handle, account, row));
    Instant now = businessTime.instant();
    for (Transfer transfer : wanted) {
      allocations.insert(
          new AllocationId(ids.next()),
          transfer.machine().heldFor(operation, PlacementRole.TARGET, transfer.to()),
          sources.get(transfer.machine().id()).amount(),
          now);
    }
    return wanted;
  }

  /** The machines as they stand now, where they are not yet where they shall be. */
  private static List<Transfer> wanted(Handle handle, OperationRow operation) {
    List<MachineRow> machines =
        handle.attach(MachineRepository.class).live(operation.configurationId());
    List<Transfer> wanted = new ArrayList<>();
    for (Move move : order(operation).moves()) {
      MachineRow machine = machine(machines, move);
      if (machine.node().equals(move.to())) {
        continue;
      }
      if (!machine.node().equals(move.from()) || !MOVABLE.contains(machine.state())) {
        throw Refusal.of(
            "conflict",
            "%s is %s on %s, and not to be moved from %s; plan again."
                .formatted(
                    move.component(),
                    machine.state(),
                    machine.node().value(),
                    move.from().value()));
      }
      if (wanted.stream().anyMatch(other -> other.machine().equals(machine))) {
        throw Refusal.of("conflict", move.component() + " is to be moved twice; plan again.");
      }
      wanted.add(new Transfer(machine, move.to()));
    }
    return wanted;
  }

  private static MachineRow machine(List<MachineRow> machines, Move move) {
    return machines.stream()
        .filter(m -> m.componentName().equals(move.component()) && m.ordinal() == move.ordinal())
        .filter(m -> m.role() == PlacementRole.ORIGINAL)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    "conflict",
                    "There is no machine %d of %s any more; plan again."
                        .formatted(move.ordinal(), move.component())));
  }

  private static List<Transfer> open(Handle handle, OperationRow operation) {
    Map<MachineId, NodeName> targets = new TreeMap<>(comparing(MachineId::value));
    handle
        .attach(AllocationRepository.class)
        .targets(operation.id())
        .forEach(target -> targets.put(target.machineId(), target.node()));
    if (targets.isEmpty()) {
      return List.of();
    }
    List<MachineRow> machines =
        handle.attach(MachineRepository.class).live(operation.configurationId());
    return order(operation).moves().stream()
        .map(move -> machine(machines, move))
        .filter(machine -> targets.containsKey(machine.id()))
        .map(machine -> new Transfer(machine, targets.get(machine.id())))
        .toList();
  }

  private void follow(Handle handle, MachineRow machine, AllocationRow target) {
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    NodeRepository nodes = handle.attach(NodeRepository.class);
    AllocationRow source = allocations.lockHeld(machine.id()).orElseThrow();
    Instant at = releases.stamp(handle, machine.configurationId());
    boolean billed = source.billedFrom().isPresent() && source.billedTo().isEmpty();
    if (source.node().compareTo(target.node()) < 0) {
      nodes.giveBackAllocated(source.node(), source.amount());
      nodes.commit(target.node(), target.amount());
    } else {
      nodes.commit(target.node(), target.amount());
      nodes.giveBackAllocated(source.node(), source.amount());
    }
    allocations.leave(source.id(), billed ? Optional.of(at) : source.billedTo(), at);
    allocations.arrive(target.id(), source.role(), billed ? Optional.of(at) : Optional.empty(), at);
    handle.attach(MachineRepository.class).stand(machine.id(), target.node());
  }

  private void giveBack(Handle handle, AllocationRow target) {
    Instant at = releases.stamp(handle, target.configurationId());
    handle.attach(AllocationRepository.class).release(target.id(), at);
    handle.attach(NodeRepository.class).giveBackReserved(target.node(), target.amount());
  }

  private static MoveOrder order(OperationRow operation) {
    return MoveOrder.of(
        operation
            .payload()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "operation %s does not say what to move"
                            .formatted(operation.id().value()))));
  }
}
