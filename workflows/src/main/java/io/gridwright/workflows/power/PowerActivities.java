package io.gridwright.workflows.power;

import io.temporal.activity.ActivityInterface;

/**
 * Switching one machine. Queue HYPERVISOR. On a node that is lost each fails at once with
 * NODE_LOST, but {@link #restorePower}, which leaves to the sweep what it cannot do.
 */
@ActivityInterface
public interface PowerActivities {

  /** Asks the guest to shut down, and pulls the plug if it does not in its time. */
  void switchOff(PowerStep step);

  /** Powers it on and sees it run. */
  void switchOn(PowerStep step);

  /** Waits until the guest's agent answers with the address that the ledger gave it. */
  void awaitBoot(PowerStep step);

  /** Switches it to what it was before; never gives up, and ends in bounded time. */
  void restorePower(PowerStep step, boolean on);
}
