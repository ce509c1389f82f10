package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.store.account.IdempotentRequest;
import java.util.List;
import java.util.Optional;

/**
 * A wish to switch components on or off.
 *
 * @param userId empty where the engine itself asks
 * @param components by name; empty for all that can take it
 */
public record PowerOrder(
    AccountId accountId,
    ConfigurationId configurationId,
    Optional<UserId> userId,
    PowerAction action,
    Optional<List<String>> components,
    Optional<IdempotentRequest> request) {

  /** The operation that is wished for, but for what it is to do. */
  Submission submission() {
    return new Submission(
        accountId, configurationId, OperationKind.POWER, userId, Optional.empty(), request);
  }
}
