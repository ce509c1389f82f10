package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.Refusal;
import io.gridwright.proxmox.vm.VmConfig;
import io.temporal.failure.ApplicationFailure;

/**
 * What a clone leaves whose worker was killed: a machine under {@code lock: clone}. Only root in a
 * shell can unlock it (API.md 7); yet deleting is tried, since the lock may be gone by then, and
 * one that failed in its last step leaves no lock.
 */
final class CloneRemains {
  private final MachineSettings settings;

  CloneRemains(MachineSettings settings) {
    this.settings = settings;
  }

  /** Removes what a dead clone left, then says with what failure the step ends. */
  RuntimeException removed(Visit visit, Site site, VmConfig found) {
    if (!site.mark().isOn(found.description(), found.name())) {
      return locked(site);
    }
    try {
      visit.await(visit.client().vms().delete(site.vm()), settings.taskLimit());
      return ApplicationFailure.newFailure(
          "clone %s was left half-done by an earlier attempt; that was removed, it is cloned again."
              .formatted(site.words()),
          FailureMapping.BUSY);
    } catch (ProxmoxException.Locked locked) {
      return locked(site);
    } catch (ProxmoxException.TaskFailed failed) {
      return failed.refusal() == Refusal.LOCKED ? locked(site) : failed;
    }
  }

  private static RuntimeException locked(Site site) {
    return FailureMapping.machineLost(
        "clone " + site.words(),
        "its worker died on the node and left it under lock: clone",
        "Operator: on %s type `%s`."
            .formatted(site.machine().node().value(), command(site.vm().vmid().number())));
  }

  /** What root types on the node. */
  static String command(int vmid) {
    return "qm unlock %d && qm stop %d && qm destroy %d --purge --destroy-unreferenced-disks"
        .formatted(vmid, vmid, vmid);
  }
}
