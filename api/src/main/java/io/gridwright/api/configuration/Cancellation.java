package io.gridwright.api.configuration;

import io.gridwright.api.access.Caller;
import io.gridwright.api.request.Repeats;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import java.util.Optional;

/** Takes cancellations; asking twice for the same is no conflict. */
public final class Cancellation {
  private final Submission submission;
  private final OperationLedger operations;
  private final Repeats repeats;

  public Cancellation(Submission submission, OperationLedger operations, Repeats repeats) {
    this.submission = submission;
    this.operations = operations;
    this.repeats = repeats;
  }

  OperationRow cancel(Caller caller, OperationId operation, Optional<IdempotentRequest> request) {
    repeats.note(request, operation.value());
    try {
      return caller.operator()
          ? submission.cancelOwn(operation).operation()
          : submission.cancel(caller.tenant(), operation).operation();
    } catch (Refusal refusal) {
      return cancelled(caller, operation).orElseThrow(() -> refusal);
    }
  }

  private Optional<OperationRow> cancelled(Caller caller, OperationId operation) {
    return operations
        .find(operation)
        .filter(
            row ->
                caller.operator()
                    ? row.requestedBy().isEmpty()
                    : row.accountId().equals(caller.tenant()))
        .filter(row -> row.state() == OperationState.CANCELLED);
  }
}
