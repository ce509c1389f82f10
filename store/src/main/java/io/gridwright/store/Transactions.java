package io.gridwright.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a transaction that lost a race is run again: 1020 (record has changed since
 * last read), 1205 (lock wait timeout) and 1213 (deadlock). Such a transaction was rolled back
 * whole, so that its effects are neither lost nor doubled; work must touch nothing but its handle.
 * The repeat waits for nothing: it queues at the locks of whoever won.
 */
public final class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final Set<Integer> LOST_RACE = Set.of(1020, 1205, 1213);
  private static final int ATTEMPTS = 12;

  /**
   * No repeat begins later than this; with one more wait for a lock it stays below the least
   * timeout of an activity, so that none goes on after its next attempt has begun.
   */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final Jdbi jdbi;

  public Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What runs in a transaction; may run several times. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Handle handle);
  }

  /** Work without a result. */
  @FunctionalInterface
  public interface Effect {
    void run(Handle handle);
  }

  /**
   * Runs work in one READ COMMITTED transaction.
   *
   * @throws RuntimeException whatever work threw last; failures of earlier attempts are suppressed
   *     in it
   */
  public <T> T call(Work<T> work) {
    RuntimeException earlier = null;
    long begun = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::run);
      } catch (RuntimeException failure) {
        keep(failure, earlier);
        boolean late = System.nanoTime() - begun > LONGEST.toNanos();
        if (attempt >= ATTEMPTS || late || !lostRace(failure)) {
          throw failure;
        }
        LOG.debug("Transaction lost a race, attempt {} of {}", attempt, ATTEMPTS, failure);
        earlier = failure;
      }
    }
  }

  /** Runs an effect in one READ COMMITTED transaction; as {@link #call}. */
  public void run(Effect effect) {
    call(
        handle -> {
          effect.run(handle);
          return Optional.empty();
        });
  }

  /** Whether the database rolled this back only because of other transactions. */
  static boolean lostRace(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && LOST_RACE.contains(sql.getErrorCode())) {
        return true;
      }
    }
    return false;
  }

  private static void keep(RuntimeException failure, RuntimeException earlier) {
    if (earlier != null && earlier != failure) {
      failure.addSuppressed(earlier);
    }
  }
}
