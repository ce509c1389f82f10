package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.store.account.IdempotentRequest;
import java.util.Optional;

/**
 * A wish for a new configuration.
 *
 * @param document valid in itself; its components have no ids yet
 */
public record ProvisionOrder(
    AccountId accountId,
    UserId userId,
    ConfigurationDocument document,
    Optional<IdempotentRequest> request) {}
