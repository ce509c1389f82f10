package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.MachineGivenUpException;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.OrphanLedger;
import java.time.Duration;

/**
 * Switches a machine to what it was. The ledger says so first, whether or not it can be done: what
 * cannot be done now, the sweep sees as drift, and operators are told at once.
 */
final class RestoreStep {
  /** So often a node is asked that answers no more but that the watch has not written off yet. */
  private static final int PATIENCE_WITH_NODES = 4;

  /** An undo ends in bounded time: others wait for it, deletions first. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Intentions intentions;
  private final OrphanLedger orphans;
  private final MachineSettings settings;

  RestoreStep(Intentions intentions, OrphanLedger orphans, MachineSettings settings) {
    this.intentions = intentions;
    this.orphans = orphans;
    this.settings = settings;
  }

  void carryOut(Visit visit, Site site, boolean on) {
    try {
      intentions.write(site, on ? MachineState.RUNNING : MachineState.STOPPED);
      if (site.nodeState().workable()) {
        restoreInTime(visit, site, on);
      } else {
        leave(site, on, "its node is " + site.nodeState());
      }
    } catch (MachineGivenUpException ended) {
      visit.check(); // another operation has removed it, or its node's loss has: nothing is left
    }
  }

  private void restoreInTime(Visit visit, Site site, boolean on) {
    if (visit.age().compareTo(LONGEST) > 0) {
      leave(site, on, "it could not be for " + LONGEST.toMinutes() + " minutes");
      return;
    }
    try {
      restore(visit, site, on);
    } catch (ProxmoxException.NodeUnreachable away) {
      if (visit.attempt() < PATIENCE_WITH_NODES) {
        throw FailureMapping.busy("restore " + site.words(), visit.attempt(), away);
      }
      leave(site, on, "its node does not answer");
    } catch (ProxmoxException refused) {
      if (!FailureMapping.isFinal(refused, visit.attempt())) {
        throw refused;
      }
      leave(site, on, refused.getMessage());
    }
  }

  private void restore(Visit visit, Site site, boolean on) {
    if (on) {
      PowerTasks.settle(visit, site, settings);
      new StartStep(intentions, settings).carryOut(visit, site);
    } else {
      new StopStep(intentions, settings).carryOut(visit, site);
    }
  }

  private void leave(Site site, boolean on, String why) {
    orphans.see(
        Orphans.drifted(
            site.machine(),
            "%s was to be switched %s again: %s.".formatted(site.words(), on ? "on" : "off", why),
            "See on the node whether it is as it should be, or let its customer %s the component."
                .formatted(on ? "start" : "stop")));
  }
}
