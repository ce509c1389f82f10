package io.gridwright.api.account;

import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows the guessing of passwords: after {@value #FAILURES} failures of one login within a minute
 * its log-ons are refused for the rest of that minute. Kept in memory, for the logins last tried.
 */
final class LogOnLimiter {
  private static final int FAILURES = 30;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int LOGINS = 10_000;

  private final InstantSource realTime;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > LOGINS;
        }
      };

  private record Window(Instant end, int failures) {}

  LogOnLimiter(InstantSource realTime) {
    this.realTime = realTime;
  }

  /** Refuses with 429 where too many failed just now. */
  synchronized void check(String login) {
    Instant now = realTime.instant();
    Window window = windows.get(login);
    if (window != null && window.failures() >= FAILURES && now.isBefore(window.end())) {
      throw RefusedException.until(
          ProblemType.RATE_LIMITED,
          "Too many log-ons of this login failed; wait a minute.",
          Duration.between(now, window.end()).plusSeconds(1));
    }
  }

  synchronized void failed(String login) {
    Instant now = realTime.instant();
    windows.merge(
        login,
        new Window(now.plus(WINDOW), 1),
        (old, first) ->
            now.isBefore(old.end()) ? new Window(old.end(), old.failures() + 1) : first);
  }
}
