package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.store.grid.MachineGivenUpException;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.grid.Reservations;
import io.gridwright.workflows.operation.OperationRun;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends a machine and gives back what it held. What cannot be ended now, because its node is away or
 * only a person can do it, is left behind for the sweep, so that an operation ends in bounded time.
 */
final class RemoveStep {
  /** So often a node is asked that answers no more but that the watch has not written off yet. */
  private static final int PATIENCE_WITH_NODES = 4;

  /** An operation ends in bounded time: what cannot be removed for so long is left to the sweep. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Sites sites;
  private final MachineLedger machines;
  private final Reservations reservations;
  private final OrphanLedger orphans;
  private final MachineRemover remover;

  RemoveStep(
      Sites sites,
      MachineLedger machines,
      Reservations reservations,
      OrphanLedger orphans,
      MachineRemover remover) {
    this.sites = sites;
    this.machines = machines;
    this.reservations = reservations;
    this.orphans = orphans;
    this.remover = remover;
  }

  void carryOut(Visit visit, OperationRun run, MachineRow machine) {
    NodeState node = sites.state(machine.node());
    if (machine.state() == MachineState.PLANNED) {
      // Nothing is done before it is intended: there is nothing to remove, whatever the node says.
      reservations.release(run.operation(), run.epoch(), machine.id());
    } else if (machine.state() == MachineState.GONE || machine.state().leftBehind()) {
      visit.check();
    } else if (!node.workable()) {
      abandon(run, machine, "its node is " + node);
    } else if (visit.age().compareTo(LONGEST) > 0 && isSeen(visit)) {
      leaveToOperator(run, machine, "it could not be for " + LONGEST, action(machine));
    } else {
      remove(visit, run, machine);
    }
  }

  private void remove(Visit visit, OperationRun run, MachineRow machine) {
    try {
      machines.intent(
          run.operation(), run.epoch(), machine.id(), MachineState.REMOVING, Optional.empty());
      end(visit, run, machine);
    } catch (MachineGivenUpException ended) {
      visit.check(); // another attempt, that this one was taken for, has ended it meanwhile
    } catch (ProxmoxException.NodeUnreachable away) {
      if (visit.attempt() < PATIENCE_WITH_NODES || !isMissedByTheMajority(visit, machine)) {
        throw FailureMapping.busy("remove " + Orphans.words(machine), visit.attempt(), away);
      }
      abandon(run, machine, "its node does not answer");
    } catch (ProxmoxException refused) {
      if (!FailureMapping.isFinal(refused, visit.attempt())) {
        throw refused;
      }
      leaveToOperator(run, machine, refused.getMessage(), action(machine, refused));
    }
  }

  /** While nobody quorate can be asked, an undo is frozen (DESIGN 6). */
  private static boolean isSeen(Visit visit) {
    return QuorateEntry.find(visit.client()).isPresent();
  }

  /** A node that does not answer us is given up only if a quorate entry misses it (DESIGN 6). */
  private static boolean isMissedByTheMajority(Visit visit, MachineRow machine) {
    return QuorateEntry.find(visit.client())
        .filter(entry -> !entry.online().getOrDefault(machine.node(), false))
        .isPresent();
  }

  private static String action(MachineRow machine, ProxmoxException refused) {
    return refused instanceof ProxmoxException.Forbidden
        ? "Give the engine's API token this privilege; the engine then removes the machine."
        : action(machine);
  }

  private static String action(MachineRow machine) {
    return "On %s see why, or type `qm stop %d; qm destroy %d --purge`; the engine tries again too."
        .formatted(machine.node().value(), machine.vmid().value(), machine.vmid().value());
  }

  private void end(Visit visit, OperationRun run, MachineRow machine) {
    Removal removal =
        remover.remove(
            visit,
            Hypervisor.ref(machine.node(), machine.vmid()),
            sites.mark(machine, false),
            machine.state() != MachineState.CREATING,
            machine.upid().map(Upid::parse));
    if (removal instanceof Removal.NeedsOperator stuck) {
      leaveToOperator(run, machine, stuck.why(), stuck.action());
    } else {
      reservations.release(run.operation(), run.epoch(), machine.id());
      orphans.resolve(Orphans.identity(machine));
    }
  }

  private void abandon(OperationRun run, MachineRow machine, String why) {
    orphans.see(Orphans.abandoned(machine, why)); // first: a repeat finds it left behind, and ends
    reservations.abandon(run.operation(), run.epoch(), machine.id(), MachineState.ABANDONED);
  }

  private void leaveToOperator(OperationRun run, MachineRow machine, String why, String action) {
    orphans.see(Orphans.needsOperator(machine, why, action));
    reservations.abandon(run.operation(), run.epoch(), machine.id(), MachineState.NEEDS_OPERATOR);
  }
}
