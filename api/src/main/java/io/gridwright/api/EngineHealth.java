package io.gridwright.api;

import com.codahale.metrics.health.HealthCheck;
import java.util.function.BooleanSupplier;

/** Tells whether the workflow engine answers; healthy either way, since ordering needs none. */
final class EngineHealth extends HealthCheck {
  private final BooleanSupplier answers;

  EngineHealth(BooleanSupplier answers) {
    this.answers = answers;
  }

  @Override
  protected Result check() {
    return Result.healthy(
        answers.getAsBoolean()
            ? "it answers"
            : "it does not answer: orders are accepted and carried out later, previews are refused");
  }
}
