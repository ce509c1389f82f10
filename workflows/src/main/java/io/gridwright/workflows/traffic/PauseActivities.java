package io.gridwright.workflows.traffic;

import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What pausing must know of the ledger. Queue LEDGER. */
@ActivityInterface
public interface PauseActivities {

  /**
   * The running machines of the balancer that an operation pauses or plays something of. None where
   * it was never set up or stands still: whoever sets it up reads the pauses.
   */
  List<Target> balancers(OperationRun run);
}
