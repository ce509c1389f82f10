package io.gridwright.api.problem;

import io.gridwright.engine.EngineUnavailable;
import io.gridwright.store.Refusal;
import java.time.Duration;
import java.util.Optional;

/** What the ledger refuses, and an engine that does not answer, in the words they give. */
public final class LedgerTranslation implements Translation {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  @Override
  public Optional<RefusedException> translate(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return Optional.of(RefusedException.from(refusal.problem()));
    }
    return failure instanceof EngineUnavailable away
        ? Optional.of(
            RefusedException.until(ProblemType.UNAVAILABLE, away.getMessage(), RETRY_AFTER))
        : Optional.empty();
  }
}
