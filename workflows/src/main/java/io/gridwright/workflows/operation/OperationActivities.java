package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.temporal.activity.ActivityInterface;

/** The life of an operation in the ledger. Queue LEDGER; every write carries the epoch. */
@ActivityInterface
public interface OperationActivities {

  /** Opens a run: a new epoch unless {@code workflowRun} already has one. */
  Begun begin(OperationId operation, String workflowRun);

  /** Writes the phase before the effects that belong to it. */
  void enter(OperationRun run, Phase phase);

  /** Forbids cancelling from here on; false if a wish to stop came first. One row decides. */
  boolean passPointOfNoReturn(OperationRun run);

  /**
   * Enters UNDOING unless the operation is past its point of no return.
   *
   * @param ending why, kept so that a later run of the undo tells the same
   */
  Undoing undo(OperationRun run, Ending ending);

  /** Ends what was undone as FAILED or CANCELLED: gives back quota and whatever is still held. */
  void fail(OperationRun run);

  /** Ends the operation as SUCCEEDED. */
  void succeed(OperationRun run);
}
