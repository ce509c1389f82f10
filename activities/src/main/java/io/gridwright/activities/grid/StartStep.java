package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.Refusal;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.store.grid.MachineState;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;

/** Powers the machine on and sees that it runs. */
final class StartStep {
  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final int GLANCES = 10;

  private final Intentions intentions;
  private final MachineSettings settings;

  StartStep(Intentions intentions, MachineSettings settings) {
    this.intentions = intentions;
    this.settings = settings;
  }

  void carryOut(Visit visit, Site site) {
    intentions.write(site, MachineState.RUNNING);
    site.earlierTask().ifPresent(earlier -> visit.settle(earlier, settings.taskLimit()));
    if (!visit.client().vms().status(site.vm()).running()) {
      switchOn(visit, site);
    }
    requireRunning(visit, site);
  }

  /** One that runs already was started by an earlier attempt whose answer was lost. */
  private void switchOn(Visit visit, Site site) {
    // Again, since an earlier task may have been awaited for long: this attempt may be a dead
    // one's.
    intentions.write(site, MachineState.RUNNING);
    try {
      Upid task = visit.client().power().start(site.vm());
      intentions.write(site, MachineState.RUNNING, Optional.of(task.text()));
      visit.await(task, settings.taskLimit());
    } catch (ProxmoxException.TaskFailed failed) {
      if (failed.refusal() != Refusal.WRONG_POWER_STATE) {
        throw failed;
      }
    }
  }

  private static void requireRunning(Visit visit, Site site) {
    for (int glance = 0; glance < GLANCES; glance++) {
      if (visit.client().vms().status(site.vm()).running()) {
        return;
      }
      visit.pause(GLANCE);
    }
    throw ApplicationFailure.newFailure(
        "%s was started and does not run; it is started again.".formatted(site.words()),
        FailureMapping.BUSY);
  }
}
