package io.gridwright.workflows.grid;

import io.temporal.activity.ActivityInterface;

/** Ledger against hypervisor. Queue WATCH. */
@ActivityInterface
public interface LedgerSweepActivities {

  /**
   * One sweep: abandoned rows on nodes that are back are ended, tombstones whose VMID no task can
   * create any more are lifted, strangers in our VMID range are listed and removed only when
   * provably ours and unowned, returning nodes are cleaned and set ONLINE.
   */
  Sweep sweep();

  /** What one sweep did. */
  record Sweep(int machines, int removed, int tombstonesLifted, int orphans, int returned) {}
}
