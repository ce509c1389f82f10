package io.gridwright.workflows.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;

/** The next operation of a configuration, as the ledger orders them. */
public record QueuedOperation(
    OperationId id,
    ConfigurationId configuration,
    AccountId account,
    int number,
    OperationKind kind) {}
