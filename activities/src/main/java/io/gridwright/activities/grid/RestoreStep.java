package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.GuestRefusal;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.MachineGivenUpException;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.OrphanLedger;
import java.time.Duration;

/**
 * Makes of a machine what it was. The ledger says so first, whether or not it can be done: of what
 * cannot be done now operators are told at once, and the sweep sees drift of power.
 */
public final class RestoreStep {
  /** So often a node is asked that answers no more but that the watch has not written off yet. */
  private static final int PATIENCE_WITH_NODES = 4;

  /** An undo ends in bounded time: others wait for it, deletions first. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final OrphanLedger orphans;

  public RestoreStep(OrphanLedger orphans) {
    this.orphans = orphans;
  }

  /** Switches the machine on, or off. */
  void power(Visit visit, Site site, Intentions intentions, MachineSettings settings, boolean on) {
    try {
      intentions.write(site, on ? MachineState.RUNNING : MachineState.STOPPED);
    } catch (MachineGivenUpException ended) {
      visit.check(); // another operation has removed it, or its node's loss has: nothing is left
      return;
    }
    inBoundedTime(
        visit,
        site,
        "was to be switched %s again".formatted(on ? "on" : "off"),
        "See on the node whether it is as it should be, or let its customer %s the component."
            .formatted(on ? "start" : "stop"),
        () -> {
          if (on) {
            PowerTasks.settle(visit, site, settings);
            new StartStep(intentions, settings).carryOut(visit, site);
          } else {
            new StopStep(intentions, settings).carryOut(visit, site);
          }
        });
  }

  /**
   * Does what restores a machine, or leaves it to operators.
   *
   * @param what was to be done, after the machine's name
   */
  public void inBoundedTime(Visit visit, Site site, String what, String advice, Runnable body) {
    if (!site.nodeState().workable()) {
      leave(site, what, "its node is " + site.nodeState(), advice);
    } else if (visit.age().compareTo(LONGEST) > 0) {
      leave(site, what, "it could not be for " + LONGEST.toMinutes() + " minutes", advice);
    } else {
      tryOnce(visit, site, what, advice, body);
    }
  }

  private void tryOnce(Visit visit, Site site, String what, String advice, Runnable body) {
    try {
      body.run();
    } catch (MachineGivenUpException ended) {
      visit.check(); // as above
    } catch (GuestRefusal refused) {
      throw FailureMapping.busy("restore " + site.words(), visit.attempt(), refused);
    } catch (ProxmoxException.NodeUnreachable away) {
      if (visit.attempt() < PATIENCE_WITH_NODES) {
        throw FailureMapping.busy("restore " + site.words(), visit.attempt(), away);
      }
      leave(site, what, "its node does not answer", advice);
    } catch (ProxmoxException refused) {
      if (!FailureMapping.isFinal(refused, visit.attempt())) {
        throw refused;
      }
      leave(site, what, refused.getMessage(), advice);
    }
  }

  private void leave(Site site, String what, String why, String advice) {
    orphans.see(
        Orphans.drifted(site.machine(), "%s %s: %s.".formatted(site.words(), what, why), advice));
  }
}
