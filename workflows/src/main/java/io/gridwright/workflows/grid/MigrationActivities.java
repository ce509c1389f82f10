package io.gridwright.workflows.grid;

import io.temporal.activity.ActivityInterface;

/** Moving one machine on the hypervisor. Queue HYPERVISOR. */
@ActivityInterface
public interface MigrationActivities {

  /**
   * Moves the machine, running or not, with its disks where these are local. Finds the task of its
   * first run, or a machine that has arrived already. On a node that is lost it fails at once with
   * NODE_LOST, unless the machine has arrived.
   */
  void migrate(MoveStep step);

  /**
   * Ends what still moves the machine, and asks the hypervisor where it really is. Waits as long as
   * nobody of a majority can tell.
   *
   * @return whether it has arrived after all
   */
  boolean settle(MoveStep step);
}
