package io.gridwright.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.LedgerDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Transactions transactions = LEDGER.store().transactions();

  @BeforeEach
  void twoCounters() {
    LEDGER
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("CREATE TABLE IF NOT EXISTS counter (id INT PRIMARY KEY, value INT)");
              handle.execute("DELETE FROM counter");
              handle.execute("INSERT INTO counter VALUES (1, 0), (2, 0)");
            });
  }

  @Test
  void aFailedStatementIsToldWithoutWhatWasBoundToIt() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    handle ->
                        handle
                            .createUpdate("INSERT INTO nowhere VALUES (:secret)")
                            .bind("secret", "s3cr3t")
                            .execute()))
        .hasMessageContaining("INSERT INTO nowhere")
        .hasMessageNotContaining("s3cr3t");
  }

  /** Each takes its first row, both wait until the other has too, then want the other's. */
  @Test
  void repeatsTheLoserOfARealDeadlockWithoutLosingOrDoublingAnEffect() {
    CountDownLatch bothHold = new CountDownLatch(2);
    AtomicInteger runs = new AtomicInteger();

    var outcomes =
        AtOnce.run(
            2,
            i ->
                () ->
                    transactions.call(
                        handle -> {
                          runs.incrementAndGet();
                          raise(handle, 1 + i);
                          bothHold.countDown();
                          await(bothHold);
                          raise(handle, 2 - i);
                          return i;
                        }));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(runs.get()).isEqualTo(3);
    assertThat(values()).containsExactly(2, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1020, 1205, 1213})
  void repeatsWhatLostARace(int error) {
    AtomicInteger runs = new AtomicInteger();

    int result =
        transactions.call(
            handle -> {
              raise(handle, 1);
              if (runs.incrementAndGet() < 3) {
                throw lost(error);
              }
              return runs.get();
            });

    assertThat(result).isEqualTo(3);
    assertThat(values()).containsExactly(1, 0);
  }

  @Test
  void keepsEveryFailureOfWhatNeverWins() {
    List<Throwable> kept = new ArrayList<>();

    assertThatThrownBy(
            () ->
                transactions.run(
                    handle -> {
                      throw lost(1213);
                    }))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .satisfies(
            failure -> {
              for (Throwable t = failure; t != null; t = suppressed(t)) {
                kept.add(t);
              }
            });
    assertThat(kept).hasSize(12);
  }

  @Test
  void doesNotRepeatWhatFailedForAnotherReason() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                transactions.run(
                    handle -> {
                      runs.incrementAndGet();
                      handle.execute("INSERT INTO counter VALUES (1, 0)");
                    }))
        .hasMessageContaining("Duplicate");
    assertThat(runs.get()).isEqualTo(1);
  }

  private static void raise(Handle handle, int id) {
    handle.execute("UPDATE counter SET value = value + 1 WHERE id = ?", id);
  }

  private static List<Integer> values() {
    return LEDGER
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT value FROM counter ORDER BY id")
                    .mapTo(Integer.class)
                    .list());
  }

  private static UnableToExecuteStatementException lost(int error) {
    return new UnableToExecuteStatementException(
        "lost", new SQLException("lost", "40001", error), null);
  }

  private static Throwable suppressed(Throwable of) {
    return of.getSuppressed().length == 0 ? null : of.getSuppressed()[0];
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
