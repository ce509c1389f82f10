package io.gridwright.engine.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.operation.Unfinished;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a round of the {@link Reconciler} nudges. What is open when the first round looks is told at
 * once. What becomes new is left to the courier for a round, then told; what was told and is not
 * taken up is told again after 1, 2, 4, 8 and then each 16 rounds, since Temporal has it already.
 * An operation that runs needs nothing but a workflow that was not lost: each 16 rounds do.
 */
final class Insistence {
  private static final int LONGEST_PAUSE = 16;

  private final Map<ConfigurationId, Told> memory = new HashMap<>();
  private boolean first = true;

  /**
   * What was told of a configuration.
   *
   * @param changedAt of the news
   * @param rounds left until it is told again
   * @param pause after which it is told again the next time, in rounds
   */
  private record Told(Instant changedAt, int rounds, int pause) {
    Told aRoundLater() {
      return new Told(changedAt, rounds - 1, pause);
    }

    Told again() {
      return new Told(changedAt, pause, Math.min(LONGEST_PAUSE, pause * 2));
    }
  }

  /** Begins a round; what is not {@link #told} afterwards is due again in the next. */
  List<ConfigurationId> due(List<Unfinished> unfinished) {
    forgetAllBut(unfinished);
    var due =
        unfinished.stream()
            .filter(one -> count(one).rounds() <= 0)
            .map(Unfinished::configuration)
            .toList();
    first = false;
    return due;
  }

  /** Temporal has it. */
  void told(ConfigurationId configuration) {
    memory.computeIfPresent(configuration, (id, told) -> told.again());
  }

  private Told count(Unfinished one) {
    return memory.compute(
        one.configuration(),
        (id, told) ->
            told != null && told.changedAt().equals(one.changedAt())
                ? told.aRoundLater()
                : news(one));
  }

  private Told news(Unfinished one) {
    if (one.takenUp()) {
      return new Told(one.changedAt(), first ? 0 : LONGEST_PAUSE, LONGEST_PAUSE);
    }
    return new Told(one.changedAt(), first ? 0 : 1, 1);
  }

  private void forgetAllBut(List<Unfinished> unfinished) {
    Set<ConfigurationId> open =
        unfinished.stream().map(Unfinished::configuration).collect(Collectors.toSet());
    memory.keySet().retainAll(open);
  }
}
