package io.gridwright.activities.interceptor;

import io.gridwright.domain.operation.Problem;
import io.gridwright.scheduler.PlacementRefutedException;
import io.gridwright.store.Refusal;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.operation.UnknownOperationException;
import io.gridwright.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** What the ledger's exceptions mean to workflows. What is not listed here may pass by itself. */
final class LedgerFailures {
  /** The same failure in the words of {@link FailureTypes}. */
  static RuntimeException translated(RuntimeException failure) {
    if (failure instanceof StaleEpochException) {
      return ApplicationFailure.newNonRetryableFailureWithCause(
          failure.getMessage(), FailureTypes.STALE_EPOCH, failure);
    }
    if (failure instanceof Refusal refusal) {
      return refused(refusal.problem(), failure);
    }
    if (failure instanceof UnknownOperationException) {
      return refused(Problem.of("not-found", failure.getMessage()), failure);
    }
    if (failure instanceof PlacementRefutedException) {
      return refused(Problem.of("placement-refuted", failure.getMessage()), failure);
    }
    return failure;
  }

  /** Whether no further attempt follows. */
  static boolean isFinal(RuntimeException failure) {
    return failure instanceof ApplicationFailure told
        && (told.isNonRetryable() || List.of(FailureTypes.FINAL).contains(told.getType()));
  }

  private static ApplicationFailure refused(Problem problem, RuntimeException cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        problem.detail(), FailureTypes.REFUSED, cause, problem);
  }

  private LedgerFailures() {}
}
