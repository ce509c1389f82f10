package io.gridwright.activities.operation;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.workflows.configuration.QueueActivities;
import io.gridwright.workflows.configuration.QueuedOperation;
import java.util.Optional;

/** See {@link QueueActivities}. */
public final class LedgerQueueActivities implements QueueActivities {
  private final OperationLedger operations;

  public LedgerQueueActivities(OperationLedger operations) {
    this.operations = operations;
  }

  @Override
  public Optional<QueuedOperation> next(ConfigurationId configuration) {
    return operations
        .next(configuration)
        .map(
            row ->
                new QueuedOperation(
                    row.id(), row.configurationId(), row.accountId(), row.number(), row.kind()));
  }

  @Override
  public Standing standing(OperationId running) {
    var state = operations.interruptState(running);
    return new Standing(state.ended(), state.stopWanted());
  }
}
