package io.gridwright.engine.configuration;

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
final class Insistence<K> {
  private static final int LONGEST_PAUSE = 16;

  private final Map<K, Told> memory = new HashMap<>();
  private boolean first = true;

  /**
   * What was told of one.
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
  List<K> due(List<Open<K>> unfinished) {
    forgetAllBut(unfinished);
    var due =
        unfinished.stream().filter(one -> count(one).rounds() <= 0).map(Open::subject).toList();
    first = false;
    return due;
  }

  /**
   * What has not ended: a configuration's queue, or an operation beside it.
   *
   * @param takenUp whether its workflow has seen all of it
   * @param changedAt when the newest of what its workflow must know became true
   */
  record Open<K>(K subject, boolean takenUp, Instant changedAt) {}

  /** Temporal has it. */
  void told(K subject) {
    memory.computeIfPresent(subject, (id, told) -> told.again());
  }

  private Told count(Open<K> one) {
    return memory.compute(
        one.subject(),
        (id, told) ->
            told != null && told.changedAt().equals(one.changedAt())
                ? told.aRoundLater()
                : news(one));
  }

  private Told news(Open<K> one) {
    if (one.takenUp()) {
      return new Told(one.changedAt(), first ? 0 : LONGEST_PAUSE, LONGEST_PAUSE);
    }
    return new Told(one.changedAt(), first ? 0 : 1, 1);
  }

  private void forgetAllBut(List<Open<K>> unfinished) {
    Set<K> open = unfinished.stream().map(Open::subject).collect(Collectors.toSet());
    memory.keySet().retainAll(open);
  }
}
