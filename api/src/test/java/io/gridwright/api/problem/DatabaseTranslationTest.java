package io.gridwright.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseTranslationTest {
  static Stream<Throwable> away() {
    return Stream.of(
        new ConnectionException(new SQLException("[dw-1] Timeout: Pool empty.")),
        new IllegalStateException(new SQLRecoverableException("Communications link failure")),
        new SQLException("gone", "08S01"));
  }

  @ParameterizedTest
  @MethodSource("away")
  void aDatabaseThatCannotBeAskedIsToldToBeAway(Throwable failure) {
    RefusedException told = new DatabaseTranslation().translate(failure).orElseThrow();

    assertThat(told.type()).isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(told.retryAfter()).isPresent();
  }

  @Test
  void aStatementThatIsWrongIsOurs() {
    assertThat(new DatabaseTranslation().translate(new SQLException("no such table", "42S02")))
        .isEmpty();
  }
}
