package io.gridwright.workflows.recovery;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The recovery of a lost node in the ledger. Queue LEDGER. */
@ActivityInterface
public interface RecoveryActivities {

  /** How it stands with the node. */
  Outlook lookAtLoss(GridWorkId work);

  /**
   * Orders, of each configuration that has none under way, what can be built elsewhere now; tells
   * the customers, and operators of what waits for proof. A repeat orders nothing twice; what was
   * refused for want of room is ordered again when the room has changed.
   *
   * @return how far it is, in words for operators
   */
  String orderRebuilding(GridWorkId work);

  /**
   * Has machines started that should run and are off, where they stand. A repeat is harmless; those
   * whose addresses are withdrawn stay as they are.
   */
  void orderStart(GridWorkId work, List<MachineId> off);

  /**
   * Ends the recovery, unless the node is lost again.
   *
   * @return false where it goes on
   */
  boolean endRecovery(GridWorkId work, String words);

  /** Where a node is on its way back. */
  enum Stage {
    /** Away, but not for long: it may only flap. */
    MISSED,
    LOST,
    /** There again, and not swept yet. */
    RETURNING,
    BACK
  }

  /**
   * How it stands.
   *
   * @param running false once the recovery ended
   * @param proofWanted whether something waits for the proof that the node runs nothing
   */
  record Outlook(boolean running, NodeName node, Stage stage, boolean proofWanted) {}
}
