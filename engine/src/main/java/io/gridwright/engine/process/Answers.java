package io.gridwright.engine.process;

import com.codahale.metrics.health.HealthCheck;
import java.util.Optional;
import java.util.function.Supplier;

/** Healthy as long as nothing is missing; otherwise it says what. */
public final class Answers extends HealthCheck {
  private final Supplier<Optional<String>> missing;

  private Answers(Supplier<Optional<String>> missing) {
    this.missing = missing;
  }

  /** A check by what is missing. */
  public static Answers unless(Supplier<Optional<String>> missing) {
    return new Answers(missing);
  }

  /** A check by a question that throws where it is not answered. */
  public static Answers to(Runnable question) {
    return new Answers(() -> failureOf(question));
  }

  // The edge of a check: whatever the question fails with is what health tells.
  private static Optional<String> failureOf(Runnable question) {
    try {
      question.run();
      return Optional.empty();
    } catch (RuntimeException unanswered) {
      return Optional.of(Reason.of(unanswered));
    }
  }

  @Override
  protected Result check() {
    return missing.get().map(Result::unhealthy).orElseGet(Result::healthy);
  }
}
