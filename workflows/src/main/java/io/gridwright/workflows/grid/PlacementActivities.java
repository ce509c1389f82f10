package io.gridwright.workflows.grid;

import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.operation.WholeStep;
import io.temporal.activity.ActivityInterface;
import java.util.Optional;

/** The solver. Queue SOLVER. */
@ActivityInterface
public interface PlacementActivities {

  /** Seeks a placement for the operation's machines on the ledger as it is, and stores it. */
  Placement place(WholeStep step);

  /**
   * What was found.
   *
   * @param plan number of the stored plan; 0 where nothing fits
   * @param refusal why nothing fits
   */
  record Placement(int plan, Optional<Problem> refusal) {}
}
