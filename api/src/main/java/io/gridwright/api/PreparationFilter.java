package io.gridwright.api;

import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.engine.process.Preparation;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.time.Duration;

/** Answers 503 until the ledger is prepared: before that its tables may be missing or old. */
@PreMatching
final class PreparationFilter implements ContainerRequestFilter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Preparation preparation;

  PreparationFilter(Preparation preparation) {
    this.preparation = preparation;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!preparation.done()) {
      throw RefusedException.until(
          ProblemType.UNAVAILABLE,
          "The service has started and waits for its database; try again in a few seconds.",
          RETRY_AFTER);
    }
  }
}
