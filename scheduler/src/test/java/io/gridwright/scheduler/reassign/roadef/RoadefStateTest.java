package io.gridwright.scheduler.reassign.roadef;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.scheduler.reassign.AssignmentState;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoadefStateTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void tellsOfEachMoveWhatTheDefinitionSays(long seed) {
    var set = RoadefSets.generate(seed, 6, 24);
    var state = new RoadefState(set.instance(), set.initial());
    var random = new Random(seed);
    int allowed = 0;
    for (int i = 0; i < 2_000; i++) {
      int p = random.nextInt(state.processes());
      int[] next = state.assignment();
      long delta;
      if (random.nextBoolean()) {
        int to = random.nextInt(state.machines());
        if (to == next[p]) {
          continue;
        }
        next[p] = to;
        delta = state.shiftDelta(p, to);
      } else {
        int q = random.nextInt(state.processes());
        if (next[q] == next[p]) {
          continue;
        }
        int from = next[p];
        next[p] = next[q];
        next[q] = from;
        delta = state.swapDelta(p, q);
      }
      var expected = Definition.cost(set.instance(), set.initial(), next);

      assertThat(
              delta == AssignmentState.FORBIDDEN
                  ? OptionalLong.empty()
                  : OptionalLong.of(state.cost() + delta))
          .isEqualTo(expected);
      if (expected.isPresent()) {
        allowed++;
        state.restore(next);
        assertThat(state.cost()).isEqualTo(expected.getAsLong());
      }
    }
    assertThat(allowed).isGreaterThan(50);
  }
}
