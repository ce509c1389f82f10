package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.FailureTypes;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import java.util.Optional;

/** Reads what a failed step says. */
public final class Failures {

  /** Whether the cause is a cancellation of a scope and not a failure of a step. */
  public static boolean isCancellation(Throwable failure) {
    return cause(failure, CanceledFailure.class).isPresent();
  }

  /** Whether the failure, or what caused it, has that type of {@link FailureTypes}. */
  public static boolean isOfType(Throwable failure, String type) {
    return cause(failure, ApplicationFailure.class)
        .filter(f -> f.getType().equals(type))
        .isPresent();
  }

  /**
   * The problem that the activity told, or one made of its last words. Where no attempt is left,
   * the last words are those of one that hoped for another, and not meant for customers.
   */
  public static Problem problemOf(Throwable failure) {
    return cause(failure, ApplicationFailure.class)
        .filter(told -> told.isNonRetryable() || !ranOutOfTime(failure))
        .map(Failures::told)
        .orElseGet(() -> Problem.of("step-failed", sentence(failure)));
  }

  private static boolean ranOutOfTime(Throwable failure) {
    return cause(failure, ActivityFailure.class)
        .filter(step -> step.getRetryState() == RetryState.RETRY_STATE_TIMEOUT)
        .isPresent();
  }

  /** What the customer is told of a mistake in the engine itself; operators find it in the log. */
  static Problem ofEngine(RuntimeException mistake) {
    return Problem.of(
        "internal",
        "The engine made a mistake (%s); everything was undone. Ask the operator to look at its log."
            .formatted(mistake.getClass().getSimpleName()));
  }

  private static Problem told(ApplicationFailure failure) {
    return failure.getDetails().getSize() > 0
        ? failure.getDetails().get(Problem.class)
        : Problem.of("step-failed", failure.getOriginalMessage());
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof ActivityFailure step) {
      return "The step "
          + step.getActivityType()
          + " did not end in its time; everything was undone. Try again, or ask the operator.";
    }
    if (failure instanceof ChildWorkflowFailure child) {
      return "The workflow " + child.getWorkflowType() + " failed; ask the operator to look at it.";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (var at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }

  private Failures() {}
}
