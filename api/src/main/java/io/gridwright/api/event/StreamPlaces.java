package io.gridwright.api.event;

import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.domain.account.AccountId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts the open streams against their caps, and ends all of them when the server stops. */
public final class StreamPlaces implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final StreamLimits limits;
  private final Map<AccountId, Integer> open = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private int total;

  public StreamPlaces(StreamLimits limits) {
    this.limits = limits;
  }

  StreamLimits limits() {
    return limits;
  }

  /** Takes a place, or refuses with 429. */
  synchronized void take(AccountId account) {
    int held = open.getOrDefault(account, 0);
    if (held >= limits.perAccount() || total >= limits.total()) {
      throw RefusedException.until(
          ProblemType.RATE_LIMITED,
          "Too many event streams are open (%d of yours, at most %d); close one first."
              .formatted(held, limits.perAccount()),
          RETRY_AFTER);
    }
    open.put(account, held + 1);
    total++;
  }

  synchronized void giveBack(AccountId account) {
    open.computeIfPresent(account, (id, held) -> held > 1 ? held - 1 : null);
    total--;
  }

  /** Waits for the next look at the table; true when the server stops instead. */
  boolean closesWithin(Duration wait) throws InterruptedException {
    return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends every stream at its next look. */
  @Override
  public void close() {
    closing.countDown();
  }
}
