package io.gridwright.store.operation;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * An operation as the ledger has it; all instants are real time.
 *
 * @param number 1.. within its configuration
 * @param requestedBy empty where the engine itself asked
 * @param document the desired configuration, where the operation changes it
 * @param undoingTo how it will end, once it is being undone
 */
public record OperationRow(
    OperationId id,
    ConfigurationId configurationId,
    AccountId accountId,
    int number,
    OperationKind kind,
    OperationState state,
    Phase phase,
    Epoch epoch,
    Optional<String> runId,
    Optional<UserId> requestedBy,
    Instant requestedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<ConfigurationDocument> document,
    Optional<Long> documentVersion,
    Optional<Instant> cancelRequestedAt,
    Optional<Instant> interruptRequestedAt,
    Optional<Instant> pointOfNoReturnAt,
    Optional<OperationState> undoingTo,
    Optional<Problem> error,
    Optional<LinkMeasurements> verification,
    Optional<String> workflowId,
    Optional<String> workflowRunId,
    Optional<OperationPayload> payload) {

  /** Whether someone wants it to stop before its point of no return. */
  public boolean stopWanted() {
    return cancelRequestedAt.isPresent() || interruptRequestedAt.isPresent();
  }
}
