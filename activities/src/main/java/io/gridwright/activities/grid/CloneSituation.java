package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.OwnershipMark;
import io.gridwright.proxmox.vm.VmConfig;
import java.util.Optional;

/** What stands under the VMID that the ledger gave a machine, seen before anything is done. */
enum CloneSituation {
  /** Nothing: it may be cloned. */
  ABSENT,
  /** A task is still making it. */
  BEING_MADE,
  /**
   * Its task died and left a locked piece behind (API.md 15 fault 7), or failed in its last step
   * and left the configuration without its disks (fault 40).
   */
  HALF_DONE,
  /** Complete and marked as ours. */
  OURS,
  /** Somebody else's, whatever it is. */
  STRANGER;

  private static final String CLONE_LOCK = "clone";

  /**
   * @param found what is configured there
   * @param cloneRuns whether a task runs that may be making it
   */
  static CloneSituation of(Optional<VmConfig> found, OwnershipMark mark, boolean cloneRuns) {
    if (found.isEmpty()) {
      return ABSENT;
    }
    VmConfig config = found.get();
    if (config.lock().filter(CLONE_LOCK::equals).isPresent()) {
      return cloneRuns ? BEING_MADE : HALF_DONE;
    }
    if (!mark.isOn(config.description(), config.name())) {
      return STRANGER;
    }
    return ConfigureStep.systemDisk(config).isPresent() ? OURS : HALF_DONE;
  }
}
