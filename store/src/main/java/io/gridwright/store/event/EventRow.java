package io.gridwright.store.event;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened, numbered 1.. without gaps within its stream, in the order of commits.
 *
 * @param payload what the event's kind has to tell, as it goes out
 */
public record EventRow(
    String streamId,
    long number,
    AccountId accountId,
    Optional<ConfigurationId> configurationId,
    Optional<OperationId> operationId,
    EventKind kind,
    Map<String, Object> payload,
    Instant at) {}
