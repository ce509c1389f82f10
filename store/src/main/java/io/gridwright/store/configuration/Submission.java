package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.operation.OperationPayload;
import java.util.Optional;

/**
 * A wish for an operation that changes neither document nor quota, by a user or by the engine.
 *
 * @param requestedBy empty where the engine itself asks
 */
public record Submission(
    AccountId accountId,
    ConfigurationId configurationId,
    OperationKind kind,
    Optional<UserId> requestedBy,
    Optional<OperationPayload> payload,
    Optional<IdempotentRequest> request) {}
