package io.gridwright.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a failure says of the database, for those who may not ask the database themselves. */
public final class DatabaseFailures {
  /** Classes of SQLState: a value that does not fit, a broken constraint, a wrong statement. */
  private static final Set<String> WRONG_STATEMENT = Set.of("22", "23", "42");

  /** A chain of causes is no longer than this; one that is has a circle. */
  private static final int LONGEST_CHAIN = 20;

  /** Whether the database, or the way to it, is behind a failure. */
  public static boolean isBehind(Throwable failure) {
    return said(failure).findAny().isPresent();
  }

  /** Whether the database answered that what it was asked is wrong: the asker's mistake. */
  public static boolean blamesStatement(Throwable failure) {
    return said(failure)
        .flatMap(sql -> Optional.ofNullable(sql.getSQLState()).stream())
        .anyMatch(state -> state.length() > 1 && WRONG_STATEMENT.contains(state.substring(0, 2)));
  }

  private static Stream<SQLException> said(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast);
  }

  private DatabaseFailures() {}
}
