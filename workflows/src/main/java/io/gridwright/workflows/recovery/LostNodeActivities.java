package io.gridwright.workflows.recovery;

import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What is seen and done at a node that is lost, or was. Queue WATCH. */
@ActivityInterface
public interface LostNodeActivities {

  /**
   * Tries to prove that the node runs nothing, by whatever the operator has for it, and writes the
   * proof to the ledger.
   *
   * @return whether it is proved
   */
  boolean prove(NodeName node);

  /** Machines on a node in sight that should run, and are off. */
  List<MachineId> switchedOff(NodeName node);
}
