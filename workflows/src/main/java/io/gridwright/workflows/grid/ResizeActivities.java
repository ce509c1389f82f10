package io.gridwright.workflows.grid;

import io.gridwright.workflows.operation.MachineStep;
import io.temporal.activity.ActivityInterface;

/**
 * Changing the size of a machine that runs on. Queue HYPERVISOR. Each looks at what is there, and
 * does what is left to do.
 */
@ActivityInterface
public interface ResizeActivities {

  /**
   * The machine gets the size of the operation's document, and is seen to have it. On a node that
   * is lost it fails at once with NODE_LOST.
   */
  void resize(MachineStep step);

  /**
   * It gets back the size that it had, as far as it lets go of what it got. On a node that is lost
   * it keeps the room that it may have taken, and is done.
   */
  void resizeBack(MachineStep step);
}
