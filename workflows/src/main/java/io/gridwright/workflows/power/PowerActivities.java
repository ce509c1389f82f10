package io.gridwright.workflows.power;

import io.temporal.activity.ActivityInterface;

/**
 * Switching one machine. Queue HYPERVISOR. On a node that is lost each fails at once with
 * NODE_LOST, but those that restore, which leave to operators what they cannot do.
 */
@ActivityInterface
public interface PowerActivities {

  /** Asks the guest to shut down, and pulls the plug if it does not in its time. */
  void switchOff(PowerStep step);

  /** Powers it on and sees it run. */
  void switchOn(PowerStep step);

  /** Waits until the guest's agent answers with the address that the ledger gave it. */
  void awaitBoot(PowerStep step);

  /** Gives the guest the public addresses that it shall answer at: none while it is suspended. */
  void expose(PowerStep step);

  /** The same of what it was before; never gives up, and ends in bounded time. */
  void restoreAddresses(PowerStep step);

  /** Switches it to what it was before; never gives up, and ends in bounded time. */
  void restorePower(PowerStep step, boolean on);
}
