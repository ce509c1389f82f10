package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.workflows.grid.MoveStep;
import java.util.Optional;

/**
 * Ends the move of a machine, whichever way it went: nothing moves it any more when this returns,
 * and what is answered stays true. A node that does not answer is believed to be away only if the
 * majority misses it: then no task there can change where the cluster has the machine.
 */
final class SettleStep {
  private final Sites sites;
  private final OrphanLedger orphans;
  private final MachineSettings settings;

  SettleStep(Sites sites, OrphanLedger orphans, MachineSettings settings) {
    this.sites = sites;
    this.orphans = orphans;
    this.settings = settings;
  }

  boolean hasArrived(Visit visit, MoveStep step) {
    MachineRow machine = sites.row(step.machine().id());
    if (machine.node().equals(step.to())) {
      return true;
    }
    NodeName from = step.machine().node();
    try {
      stopAll(visit, step, machine);
      Whereabouts place = Whereabouts.of(visit, machine, from, step.to());
      if (place == Whereabouts.SOURCE) {
        tellOfLock(visit, step, machine);
      }
      return place == Whereabouts.TARGET;
    } catch (ProxmoxException.NodeUnreachable away) {
      Optional<QuorateEntry> entry = QuorateEntry.find(visit.client());
      if (entry.isEmpty() || entry.get().online().getOrDefault(from, false)) {
        throw FailureMapping.busy(
            "settling " + MigrationActivitiesImpl.words(step), visit.attempt(), away);
      }
      return Whereabouts.of(visit, machine, from, step.to()) == Whereabouts.TARGET;
    }
  }

  private void stopAll(Visit visit, MoveStep step, MachineRow machine) {
    machine
        .upid()
        .map(Upid::parse)
        .filter(task -> task.type().equals(MigrateStep.MIGRATION))
        .filter(visit::runs)
        .ifPresent(task -> visit.stop(task, settings.taskLimit()));
    MigrateStep.migrations(visit, MigrateStep.source(step))
        .forEach(task -> visit.stop(task, settings.taskLimit()));
  }

  /** A migration that was killed may leave its lock, which no token removes. */
  private void tellOfLock(Visit visit, MoveStep step, MachineRow machine) {
    visit
        .client()
        .configs()
        .find(MigrateStep.source(step))
        .flatMap(VmConfig::lock)
        .filter("migrate"::equals)
        .ifPresent(lock -> orphans.see(Orphans.lockedByMigration(machine)));
  }
}
