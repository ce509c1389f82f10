package io.gridwright.activities.interceptor;

import io.gridwright.domain.operation.Problem;
import io.gridwright.scheduler.PlacementRefutedException;
import io.gridwright.store.DatabaseFailures;
import io.gridwright.store.Refusal;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.grid.MachineGivenUpException;
import io.gridwright.store.operation.UnknownOperationException;
import io.gridwright.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;

/**
 * What the exceptions of ledger and engine mean to workflows. A database that is away comes back,
 * and is waited for; a mistake of the engine is tried again some times, since another worker may be
 * of a better release, and then told: nobody shall wait for it for ever.
 */
final class LedgerFailures {
  /** What is tried again though the engine, and not the world, is at fault. */
  private static final String MISTAKE = "ENGINE_MISTAKE";

  private static final int PATIENCE_WITH_MISTAKES = 10;

  /**
   * The same failure in the words of {@link FailureTypes}.
   *
   * @param attempt of the activity, 1..
   */
  static RuntimeException translated(Throwable failure, int attempt) {
    if (failure instanceof StaleEpochException) {
      return ApplicationFailure.newNonRetryableFailureWithCause(
          failure.getMessage(), FailureTypes.STALE_EPOCH, failure);
    }
    if (failure instanceof Refusal refusal) {
      return refused(refusal.problem(), failure);
    }
    if (failure instanceof MachineGivenUpException) {
      return refused(Problem.of("conflict", failure.getMessage()), failure);
    }
    if (failure instanceof UnknownOperationException) {
      return refused(Problem.of("not-found", failure.getMessage()), failure);
    }
    if (failure instanceof PlacementRefutedException) {
      return refused(Problem.of("placement-refuted", failure.getMessage()), failure);
    }
    if (isMistake(failure)) {
      return mistake(failure, attempt);
    }
    return (RuntimeException) failure; // errors are mistakes, and nothing else is thrown unchecked
  }

  /** Whether no further attempt follows. */
  static boolean isFinal(RuntimeException failure) {
    return failure instanceof ApplicationFailure told
        && (told.isNonRetryable() || List.of(FailureTypes.FINAL).contains(told.getType()));
  }

  /** What customers may read of it: no statement, no name of a class of ours. */
  static String words(RuntimeException failure) {
    if (failure instanceof ApplicationFailure told) {
      return told.getOriginalMessage();
    }
    return DatabaseFailures.isBehind(failure)
        ? "The ledger does not answer; it is tried again."
        : String.valueOf(failure.getMessage());
  }

  private static boolean isMistake(Throwable failure) {
    if (failure instanceof RejectedExecutionException || failure instanceof CancellationException) {
      return false; // a worker that stops
    }
    return failure instanceof Error
        || failure.getClass().getName().startsWith("java.")
        || DatabaseFailures.blamesStatement(failure);
  }

  private static ApplicationFailure mistake(Throwable failure, int attempt) {
    var what = failure.getClass().getSimpleName();
    if (attempt < PATIENCE_WITH_MISTAKES) {
      return ApplicationFailure.newFailureWithCause(
          "The engine made a mistake (%s); it is tried again.".formatted(what), MISTAKE, failure);
    }
    return refused(
        Problem.of(
            "internal",
            "The engine made a mistake (%s), %d times. Ask the operator to look at its log."
                .formatted(what, attempt)),
        failure);
  }

  private static ApplicationFailure refused(Problem problem, Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        problem.detail(), FailureTypes.REFUSED, cause, problem);
  }

  private LedgerFailures() {}
}
