package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.OwnershipMark;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.proxmox.cluster.Resource;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.proxmox.vm.VmStatus;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.grid.Reservations;
import io.gridwright.store.operation.OperationLedger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sweep of one node. Guests are listed before rows are read: since rows are written before
 * effects, a guest without a row then is nobody's new one.
 */
final class NodeSweep {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSweep.class);

  private final Sites sites;
  private final NodeLedger nodes;
  private final MachineLedger machines;
  private final OperationLedger operations;
  private final Reservations reservations;
  private final OrphanLedger orphans;
  private final MachineRemover remover;
  private final GridSettings settings;

  NodeSweep(
      Sites sites,
      NodeLedger nodes,
      MachineLedger machines,
      OperationLedger operations,
      Reservations reservations,
      OrphanLedger orphans,
      MachineRemover remover,
      GridSettings settings) {
    this.sites = sites;
    this.nodes = nodes;
    this.machines = machines;
    this.operations = operations;
    this.reservations = reservations;
    this.orphans = orphans;
    this.remover = remover;
    this.settings = settings;
  }

  /** What was done on one node. */
  record Outcome(int machines, int removed, boolean returned) {}

  /**
   * @param guests on it, listed after the sweep began and before this
   */
  Outcome sweep(Visit visit, NodeRow node, List<Resource.Guest> guests, Instant began) {
    List<MachineRow> rows = machines.onNode(node.name());
    List<MachineRow> expected = machines.expectedOn(node.name());
    int removed = 0;
    for (MachineRow row : rows) {
      removed += alone(node, row.vmid().value(), () -> swept(visit, row)) ? 1 : 0;
    }
    for (Resource.Guest guest : ofOurRange(guests)) {
      boolean known = expected.stream().anyMatch(row -> number(row) == guest.vmid().number());
      int number = guest.vmid().number();
      removed += !known && alone(node, number, () -> stranger(visit, node.name(), guest)) ? 1 : 0;
    }
    orphans.resolveUnseen(node.name(), began);
    return new Outcome(rows.size(), removed, returned(node));
  }

  /** One machine that cannot be swept now is swept again; those after it must not wait for it. */
  private static boolean alone(NodeRow node, int vmid, BooleanSupplier sweep) {
    try {
      return sweep.getAsBoolean();
    } catch (ProxmoxException.NodeUnreachable away) {
      throw away;
    } catch (ProxmoxException failed) {
      LOG.warn("vm {} on {} is swept again: {}", vmid, node.name().value(), failed.getMessage());
      return false;
    }
  }

  private boolean swept(Visit visit, MachineRow row) {
    boolean removed = leftBehind(visit, row);
    drift(visit, row);
    return removed;
  }

  private List<Resource.Guest> ofOurRange(List<Resource.Guest> guests) {
    return guests.stream().filter(guest -> settings.inRange(guest.vmid().number())).toList();
  }

  /** Ends what an operation had to leave; true if it is gone now. */
  private boolean leftBehind(Visit visit, MachineRow row) {
    if (row.state() != MachineState.ABANDONED && row.state() != MachineState.NEEDS_OPERATOR) {
      return false;
    }
    Removal removal =
        remover.remove(
            visit,
            Hypervisor.ref(row.node(), row.vmid()),
            sites.mark(row, false),
            true,
            row.upid().map(Upid::parse));
    if (removal instanceof Removal.NeedsOperator stuck) {
      reservations.leaveToOperator(row.id()); // a node need not stay out of use for its sake
      orphans.see(Orphans.needsOperator(row, stuck.why(), stuck.action()));
      return false;
    }
    reservations.finish(row.id());
    return true;
  }

  /**
   * Reports a machine whose power is not what is wanted, or that is not there, though nobody is at
   * work on it.
   */
  private void drift(Visit visit, MachineRow row) {
    boolean on = row.state() == MachineState.RUNNING;
    if (!on && row.state() != MachineState.STOPPED || busy(row)) {
      return;
    }
    Optional<VmStatus> status = visit.client().vms().find(Hypervisor.ref(row.node(), row.vmid()));
    boolean wrong = status.map(found -> found.running() != on).orElse(true);
    if (status.flatMap(VmStatus::lock).filter("migrate"::equals).isPresent() && !busy(row)) {
      orphans.see(Orphans.lockedByMigration(row));
    }
    // An operation that began meanwhile explains it.
    if (wrong && !busy(row) && isStill(row)) {
      String wanted = on ? "should run" : "should be off";
      String found = status.map(seen -> seen.running() ? "runs" : "is off").orElse("is not there");
      orphans.see(
          Orphans.drifted(
              row,
              "%s %s and %s.".formatted(Orphans.words(row), wanted, found),
              on
                  ? "See why on the node; start it there, or let its customer rebuild the component."
                  : "See who started it; stop it there, or let its customer start the component."));
    }
  }

  private boolean isStill(MachineRow row) {
    return machines.find(row.id()).filter(now -> now.state() == row.state()).isPresent();
  }

  private boolean busy(MachineRow row) {
    return !operations.open(row.configurationId()).isEmpty();
  }

  /** A guest in our range without a row here; true if it was provably ours and is removed. */
  private boolean stranger(Visit visit, NodeName node, Resource.Guest guest) {
    Optional<VmConfig> found = visit.client().configs().find(guest.ref());
    if (found.isEmpty()) {
      return false;
    }
    Optional<OwnershipMark> mark = OwnershipMark.read(found.get().description());
    if (mark.isPresent() && unowned(mark.get())) {
      Removal removal = remover.remove(visit, guest.ref(), mark.get(), false, Optional.empty());
      if (removal instanceof Removal.Gone) {
        return true;
      }
    }
    orphans.see(
        Orphans.stranger(node, new Vmid(guest.vmid().number()), found.get().name(), advice(guest)));
    return false;
  }

  /**
   * Ours, by a row that says that it ended, and nobody is at work on its configuration. A mark
   * without a row proves nothing but that the ledger lost it: rows are never deleted, so that a
   * database restored from a backup would otherwise cost every machine built since.
   */
  private boolean unowned(OwnershipMark mark) {
    if (!mark.installation().equals(sites.installation())) {
      return false;
    }
    return machines
        .find(mark.machine())
        .filter(row -> row.state() == MachineState.GONE && !busy(row))
        .isPresent();
  }

  private static String advice(Resource.Guest guest) {
    return guest.lock().isPresent()
        ? "If nobody works on it: on %s type `%s`."
            .formatted(guest.node(), CloneRemains.command(guest.vmid().number()))
        : "Give it a number outside the engine's range, or delete it.";
  }

  /** A node takes new machines again once nothing of the time before is left there. */
  private boolean returned(NodeRow node) {
    boolean clean =
        machines.onNode(node.name()).stream()
            .noneMatch(row -> row.state() == MachineState.ABANDONED);
    return node.state() == NodeState.RETURNING
        && clean
        && nodes.changeState(node.name(), NodeState.RETURNING, NodeState.ONLINE);
  }

  private static int number(MachineRow row) {
    return row.vmid().value();
  }
}
