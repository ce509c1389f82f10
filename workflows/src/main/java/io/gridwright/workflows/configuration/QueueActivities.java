package io.gridwright.workflows.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.temporal.activity.ActivityInterface;
import java.util.Optional;

/** The queue of a configuration in the ledger. Queue LEDGER. */
@ActivityInterface
public interface QueueActivities {

  /** A started operation that has not ended, else the first of the queue. */
  Optional<QueuedOperation> next(ConfigurationId configuration);

  /** Where a running operation stands. */
  Standing standing(OperationId running);

  /**
   * Where a running operation stands.
   *
   * @param ended whether the ledger has it as ended
   * @param wantedToStop whether a cancellation or a more urgent operation asks it to stop
   */
  record Standing(boolean ended, boolean wantedToStop) {}
}
