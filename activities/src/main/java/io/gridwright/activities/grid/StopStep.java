package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.Refusal;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.store.grid.MachineState;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.Set;

/**
 * Switches the machine off: the guest is asked first, and its plug pulled only if it does not shut
 * down in its time. What decides is always a last look, whatever a task says of its end.
 */
final class StopStep {
  private static final Set<Refusal> LOOKED_AT =
      Set.of(Refusal.SHUTDOWN_TIMED_OUT, Refusal.WRONG_POWER_STATE, Refusal.AGENT_NOT_RUNNING);

  private final Intentions intentions;
  private final MachineSettings settings;

  StopStep(Intentions intentions, MachineSettings settings) {
    this.intentions = intentions;
    this.settings = settings;
  }

  void carryOut(Visit visit, Site site) {
    intentions.write(site, MachineState.STOPPED);
    PowerTasks.settle(visit, site, settings);
    if (runs(visit, site)) {
      shutDown(visit, site);
    }
    if (runs(visit, site)) {
      pullThePlug(visit, site);
    }
    if (runs(visit, site)) {
      throw ApplicationFailure.newFailure(
          "%s was stopped and runs; it is stopped again.".formatted(site.words()),
          FailureMapping.BUSY);
    }
  }

  private void shutDown(Visit visit, Site site) {
    intentions.write(site, MachineState.STOPPED); // as StartStep: the wait may have been long
    Upid task = visit.client().power().shutdown(site.vm(), settings.shutdownLimit());
    intentions.write(site, MachineState.STOPPED, Optional.of(task.text()));
    try {
      visit.await(task, settings.shutdownTaskLimit());
    } catch (ProxmoxException.TaskOverdue hung) {
      visit.check(); // it was stopped, and what comes next stops the machine
    } catch (ProxmoxException.TaskFailed failed) {
      if (!LOOKED_AT.contains(failed.refusal())) {
        throw failed;
      }
    }
  }

  private void pullThePlug(Visit visit, Site site) {
    intentions.write(site, MachineState.STOPPED);
    Upid task = visit.client().power().stop(site.vm());
    intentions.write(site, MachineState.STOPPED, Optional.of(task.text()));
    visit.await(task, settings.taskLimit());
  }

  private static boolean runs(Visit visit, Site site) {
    return visit.client().vms().status(site.vm()).running();
  }
}
