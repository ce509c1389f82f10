package io.gridwright.activities.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.operation.UnknownOperationException;
import io.gridwright.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.RejectedExecutionException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

class LedgerFailuresTest {
  private static final OperationId OPERATION = new OperationId("operation-1");

  @Test
  void endsARunThatIsNotTheNewest() {
    var stale =
        new StaleEpochException(OPERATION, new Epoch(1), new Epoch(2), OperationState.RUNNING);

    assertThat(typeOf(LedgerFailures.translated(stale, 1))).isEqualTo(FailureTypes.STALE_EPOCH);
    assertThat(LedgerFailures.isFinal(LedgerFailures.translated(stale, 1))).isTrue();
  }

  @Test
  void tellsTheCustomerWhatTheLedgerRefuses() {
    var restricted = Problem.of("account-restricted", "Pay what is due.");

    var told = LedgerFailures.translated(new Refusal(restricted), 1);

    assertThat(typeOf(told)).isEqualTo(FailureTypes.REFUSED);
    assertThat(((ApplicationFailure) told).getDetails().get(Problem.class)).isEqualTo(restricted);
  }

  @Test
  void doesNotRepeatWhatIsNotInTheLedger() {
    var unknown = LedgerFailures.translated(new UnknownOperationException(OPERATION), 1);

    assertThat(LedgerFailures.isFinal(unknown)).isTrue();
  }

  @Test
  void waitsForADatabaseThatIsAwayHoweverLong() {
    var away = new ConnectionException(new SQLNonTransientConnectionException("gone", "08S01"));
    var cut = new UnableToExecuteStatementException(new SQLException("lost", "08003"), null);

    assertThat(LedgerFailures.translated(away, 1_000)).isSameAs(away);
    assertThat(LedgerFailures.translated(cut, 1_000)).isSameAs(cut);
    assertThat(LedgerFailures.words(cut))
        .isEqualTo("The ledger does not answer; it is tried again.");
  }

  @Test
  void waitsForAnotherWorkerWhereOneStops() {
    var stopping = new RejectedExecutionException("shut down");

    assertThat(LedgerFailures.translated(stopping, 1_000)).isSameAs(stopping);
  }

  @Test
  void triesAMistakeOfTheEngineAgainAndGivesItUpInTheEnd() {
    assertGivenUpInTheEnd(new IllegalStateException("operation has no plan 3"));
    assertGivenUpInTheEnd(new NullPointerException());
    assertGivenUpInTheEnd(new NoClassDefFoundError("com/google/ortools/Loader"));
    assertGivenUpInTheEnd(
        new UnableToExecuteStatementException(new SQLException("too long", "22001"), null));
  }

  @Test
  void tellsCustomersOfNoStatementAndNoInnerWords() {
    var mistake =
        LedgerFailures.translated(new IllegalStateException("SELECT secret FROM account"), 1);

    assertThat(LedgerFailures.words(mistake))
        .isEqualTo("The engine made a mistake (IllegalStateException); it is tried again.");
  }

  private static void assertGivenUpInTheEnd(Throwable mistake) {
    var ninth = LedgerFailures.translated(mistake, 9);
    var tenth = LedgerFailures.translated(mistake, 10);

    assertThat(LedgerFailures.isFinal(ninth)).isFalse();
    assertThat(ninth).hasCause(mistake);
    assertThat(LedgerFailures.isFinal(tenth)).isTrue();
    assertThat(((ApplicationFailure) tenth).getDetails().get(Problem.class).name())
        .isEqualTo("internal");
  }

  private static String typeOf(RuntimeException failure) {
    return ((ApplicationFailure) failure).getType();
  }
}
