package io.gridwright.api.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;

/** A database that is away is said so (503), and not called an error of ours. */
public final class DatabaseTranslation implements Translation {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  @Override
  public Optional<RefusedException> translate(Throwable failure) {
    boolean away =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(20)
            .anyMatch(DatabaseTranslation::saysAway);
    return away
        ? Optional.of(
            RefusedException.until(
                ProblemType.UNAVAILABLE,
                "The database does not answer; nothing was done. Try again in a few seconds.",
                RETRY_AFTER))
        : Optional.empty();
  }

  private static boolean saysAway(Throwable cause) {
    return cause instanceof ConnectionException // none to be had, also where all of them wait
        || cause instanceof SQLTransientConnectionException
        || cause instanceof SQLNonTransientConnectionException
        || cause instanceof SQLRecoverableException
        || (cause instanceof SQLException sql
            && sql.getSQLState() != null
            && sql.getSQLState().startsWith("08"));
  }
}
