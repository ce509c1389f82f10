package io.gridwright.workflows.grid;

import io.gridwright.workflows.operation.NodeStep;
import io.temporal.activity.ActivityInterface;

/** The node behind the ledger's row. Queue HYPERVISOR. */
@ActivityInterface
public interface NodeActivities {

  /**
   * Whether what the ledger reserved on the node is really free there (F94); if not, what others
   * hold is written to the node's row, so that the next placement sees it.
   */
  boolean verify(NodeStep step);
}
