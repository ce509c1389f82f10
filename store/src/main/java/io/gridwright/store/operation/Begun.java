package io.gridwright.store.operation;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.Phase;

/**
 * The run that a workflow opened.
 *
 * @param phase where to go on; ENDED: there is nothing left to do
 * @param stopWanted whether a cancellation or a more urgent operation asks it to stop
 */
public record Begun(
    OperationId operation,
    Epoch epoch,
    Phase phase,
    OperationKind kind,
    ConfigurationId configurationId,
    AccountId accountId,
    boolean stopWanted) {}
