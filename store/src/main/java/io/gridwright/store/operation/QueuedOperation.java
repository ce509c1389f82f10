package io.gridwright.store.operation;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;

/**
 * The operation of a configuration that is to run now.
 *
 * @param started whether it was begun already and has not ended
 */
public record QueuedOperation(
    OperationId id,
    ConfigurationId configurationId,
    AccountId accountId,
    int number,
    OperationKind kind,
    boolean started) {}
