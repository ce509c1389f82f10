package io.gridwright.store.grid;

import io.gridwright.domain.grid.AllocationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import io.gridwright.store.account.AccountRepository;
import io.gridwright.store.operation.CurrentRun;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRepository;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.Ipv4Range;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Holding, committing and giving back what machines take of the grid (DESIGN section 5). Each verb
 * is one transaction that locks in the order account, configuration, operation, node by name,
 * numbers, address. A node's counters change only together with an allocation's row, and only where
 * all of it fits, so that no number of simultaneous orders oversells it.
 */
public final class Reservations {
  private final Transactions transactions;
  private final IdSource ids;
  private final OperationLedger operations;
  private final InstantSource businessTime;
  private final InstantSource realTime;
  private final Numbers numbers;
  private final Networks networks;
  private final Releases releases;
  private final Replacements replacements;
  private final Growths growths;

  public Reservations(
      Transactions transactions,
      IdSource ids,
      OperationLedger operations,
      Ipv4Range privateRange,
      InstantSource businessTime,
      InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.operations = operations;
    this.businessTime = businessTime;
    this.realTime = realTime;
    this.numbers = new Numbers(privateRange);
    this.networks = new Networks(ids, realTime);
    this.releases = new Releases(businessTime, realTime);
    this.replacements = new Replacements(transactions, ids, realTime);
    this.growths = new Growths(transactions, ids, businessTime, realTime);
  }

  /**
   * Holds everything that a placement needs, all or nothing: capacity, VMIDs, VLAN tag, subnet,
   * addresses, MACs, traffic rules, rows of machines. What the operation already holds is answered
   * as it is.
   */
  public ReserveResult reserve(OperationId operation, Epoch epoch, List<Placed> placement) {
    try {
      return new ReserveResult.Reserved(
          transactions.call(handle -> reserve(handle, operation, epoch, placement)));
    } catch (Room.LostNode lost) {
      return new ReserveResult.Conflict(lost.node());
    } catch (Refusal refusal) {
      return new ReserveResult.Refused(refusal.problem());
    }
  }

  /**
   * Makes what the operation reserved count (F162) and passes its point of no return, in one
   * decision. A repeat answers the same. Billing begins at the instant it answers, for originals.
   */
  public CommitResult commit(OperationId operation, Epoch epoch) {
    return transactions.call(handle -> commit(handle, operation, epoch));
  }

  /**
   * Gives back what a machine held, once it is gone from the hypervisor or was never made there.
   * Its VMID stays tombstoned. What was left behind (ABANDONED, RETAINED, NEEDS_OPERATOR) is not
   * touched.
   *
   * @return false where nothing was left to give back
   */
  public boolean release(OperationId operation, Epoch epoch, MachineId machine) {
    return transactions.call(
        handle -> {
          MachineRow row = KnownRows.machine(handle, machine);
          releases.lockConfiguration(handle, row.configurationId());
          CurrentRun.shared(handle, operation, epoch);
          return !row.state().leftBehind() && releases.release(handle, machine);
        });
  }

  /** Gives back everything that the operation reserved and never began to create. */
  public void releaseAll(OperationId operation, Epoch epoch) {
    transactions.run(
        handle -> {
          OperationRow row = KnownRows.operation(handle, operation);
          releases.lockConfiguration(handle, row.configurationId());
          CurrentRun.shared(handle, operation, epoch);
          handle.attach(MachineRepository.class).current(operation).stream()
              .filter(m -> m.state() == MachineState.PLANNED)
              .sorted(Comparator.comparing(MachineRow::node))
              .forEach(m -> releases.release(handle, m.id()));
        });
  }

  /**
   * Leaves a machine behind on a node that cannot be reached: VMID, address and capacity stay held
   * until {@link #finish}, billing ends.
   */
  public void abandon(OperationId operation, Epoch epoch, MachineId machine, MachineState as) {
    if (!as.leftBehind()) {
      throw new IllegalArgumentException(as + " leaves nothing behind; release the machine");
    }
    transactions.run(
        handle -> {
          MachineRow row = KnownRows.machine(handle, machine);
          releases.lockConfiguration(handle, row.configurationId());
          CurrentRun.shared(handle, operation, epoch);
          releases.leaveBehind(handle, machine, as);
        });
  }

  /** The sweep's end of a machine that was left behind and is now gone from the hypervisor. */
  public boolean finish(MachineId machine) {
    return transactions.call(
        handle -> {
          MachineRow row = KnownRows.machine(handle, machine);
          releases.lockConfiguration(handle, row.configurationId());
          boolean ended = row.state().leftBehind() && releases.releaseAll(handle, machine);
          handle.attach(NumberRepository.class).freeSubnetOfEnded(row.configurationId());
          return ended;
        });
  }

  /** The sweep's finding that only a person can end a machine that was left behind. */
  public void leaveToOperator(MachineId machine) {
    transactions.run(
        handle -> {
          MachineRow row = KnownRows.machine(handle, machine);
          releases.lockConfiguration(handle, row.configurationId());
          if (row.state().leftBehind()) {
            handle
                .attach(MachineRepository.class)
                .leaveBehind(machine, MachineState.NEEDS_OPERATOR);
          }
        });
  }

  /**
   * Gives a machine another VMID, where a stranger sits on the one it has; that one is kept. Of
   * several attempts that saw the same number the first decides for all.
   *
   * @param seen the number that proved to be a stranger's
   */
  public MachineRow renumber(OperationId operation, Epoch epoch, MachineId machine, Vmid seen) {
    return transactions.call(
        handle -> {
          CurrentRun.exclusive(handle, operation, epoch);
          if (KnownRows.machine(handle, machine).vmid().equals(seen)) {
            releases.bury(handle, machine);
            var vmid = numbers.vmids(handle, List.of(machine)).get(0);
            handle.attach(MachineRepository.class).renumber(machine, vmid, Networks.mac(vmid));
          }
          return KnownRows.machine(handle, machine);
        });
  }

  private List<MachineRow> reserve(
      Handle handle, OperationId operation, Epoch epoch, List<Placed> placement) {
    OperationRow seen = KnownRows.operation(handle, operation);
    var account = handle.attach(AccountRepository.class).share(seen.accountId()).orElseThrow();
    releases.lockConfiguration(handle, seen.configurationId());
    OperationRow row = CurrentRun.shared(handle, operation, epoch);
    MachineRepository machines = handle.attach(MachineRepository.class);
    List<MachineRow> held = machines.current(operation);
    if (!held.isEmpty()) {
      return held;
    }
    account.restrictedAt().ifPresent(Reservations::refuseRestricted);
    Room.take(
        handle,
        placement.stream().map(placed -> new Room.Wanted(placed.node(), placed.demand())),
        Neighbours.of(handle, account, row));
    List<MachineRow> planned = plan(handle, row, epoch, placement);
    networks.plan(handle, row, planned);
    return machines.current(operation);
  }

  private List<MachineRow> plan(
      Handle handle, OperationRow operation, Epoch epoch, List<Placed> placement) {
    int vlanTag = numbers.vlanTag(handle, operation.accountId());
    String subnet = numbers.subnet(handle, operation.accountId(), operation.configurationId());
    List<MachineId> machineIds = placement.stream().map(p -> new MachineId(ids.next())).toList();
    var vmids = numbers.vmids(handle, machineIds);
    Instant now = realTime.instant();
    Instant reservedAt = businessTime.instant();
    List<MachineRow> planned = new ArrayList<>();
    for (int i = 0; i < placement.size(); i++) {
      Placed placed = placement.get(i);
      MachineId id = machineIds.get(i);
      MachineRow machine =
          new MachineRow(
              id,
              placed.componentId(),
              placed.componentName(),
              operation.configurationId(),
              operation.accountId(),
              placed.ordinal(),
              placed.role(),
              placed.node(),
              vmids.get(i),
              Networks.mac(vmids.get(i)),
              vlanTag,
              subnet,
              networks.privateAddress(handle, operation, placed.componentId(), id, subnet),
              MachineState.PLANNED,
              operation.id(),
              epoch,
              Optional.empty(),
              Optional.empty(),
              false,
              now,
              Optional.empty());
      handle.attach(MachineRepository.class).insert(machine);
      handle
          .attach(AllocationRepository.class)
          .insert(new AllocationId(ids.next()), machine, placed.demand(), reservedAt);
      planned.add(machine);
    }
    return planned;
  }

  private CommitResult commit(Handle handle, OperationId operation, Epoch epoch) {
    OperationRow seen = KnownRows.operation(handle, operation);
    var account = handle.attach(AccountRepository.class).share(seen.accountId()).orElseThrow();
    releases.lockConfiguration(handle, seen.configurationId());
    OperationRow row = CurrentRun.exclusive(handle, operation, epoch);
    if (row.pointOfNoReturnAt().isEmpty()) {
      if (account.restrictedAt().isPresent()) {
        return new CommitResult.Refused(restricted(account.restrictedAt().get()));
      }
      Optional<NodeRow> lost = lostNode(handle, operation);
      if (lost.isPresent()) {
        return new CommitResult.NodeLost(lost.get().name(), lost.get().state());
      }
    }
    if (!operations.pass(handle, row)) {
      return new CommitResult.StopWanted();
    }
    requireComplete(handle, row);
    Instant at = releases.stamp(handle, row.configurationId());
    commitRows(handle, handle.attach(AllocationRepository.class).lockReserved(operation), at);
    if (row.kind().replaces()) {
      replacements.end(handle, row, at);
      growths.commit(handle, row, at);
    }
    handle.attach(OperationRepository.class).enter(operation, Phase.COMMITTED);
    return new CommitResult.Committed(at);
  }

  /** What died after its last step would be billed, and never be built elsewhere. */
  private static Optional<NodeRow> lostNode(Handle handle, OperationId operation) {
    NodeRepository nodes = handle.attach(NodeRepository.class);
    return handle.attach(MachineRepository.class).current(operation).stream()
        .map(MachineRow::node)
        .distinct()
        .flatMap(name -> nodes.find(name).stream())
        .filter(node -> !node.state().workable())
        .min(Comparator.comparing(NodeRow::name));
  }

  /** Every machine that the document asks for is there; a commit of less must not pass for it. */
  private static void requireComplete(Handle handle, OperationRow operation) {
    int held = handle.attach(MachineRepository.class).current(operation.id()).size();
    int wanted = Replacements.built(handle, operation).size();
    if (held < wanted) {
      throw new IllegalStateException(
          "operation %s holds %d of the %d machines that its document asks for; it cannot commit"
              .formatted(operation.id().value(), held, wanted));
    }
  }

  private static void commitRows(Handle handle, List<AllocationRow> rows, Instant at) {
    NodeRepository nodes = handle.attach(NodeRepository.class);
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    for (AllocationRow allocation : rows) {
      nodes.commit(allocation.node(), allocation.amount());
      allocations.commit(allocation.id(), at);
      allocations.allocatedSince(allocation.componentId(), at);
    }
  }

  private static void refuseRestricted(Instant since) {
    throw new Refusal(restricted(since));
  }

  private static Problem restricted(Instant since) {
    return Problem.of(
        "account-restricted",
        "The account is restricted since %s; pay what is due or change the plan, then repeat."
            .formatted(since));
  }
}
