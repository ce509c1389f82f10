package io.gridwright.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.scheduler.reassign.AssignmentState;
import io.gridwright.scheduler.reassign.roadef.RoadefReader;
import io.gridwright.scheduler.reassign.roadef.RoadefState;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoadefVerifierTest {
  /**
   * Two resources, the second transient; machines 0 and 1 in neighbourhood 0, 2 and 3 in 1, each a
   * location of its own. Service 0 has two processes in two locations; service 1 needs service 0.
   */
  private static final String MODEL =
      """
      2  0 10  1 5
      4
      0 0  10 10  4 9  0 1 2 3
      0 1  10 10  5 9  1 0 1 2
      1 2  10  6  9 5  2 1 0 1
      1 3   3 10  3 9  3 2 1 0
      2
      2 0
      0 1 0
      4
      0  4 1  2
      0  1 1  3
      1  2 7  4
      1  5 1  5
      1
      0 1 2 7
      1 10 100
      """;

  private static final int[] BEFORE = {0, 2, 0, 1};

  @TempDir private Path folder;

  private Path model() throws IOException {
    return Files.writeString(folder.resolve("model"), MODEL);
  }

  /** By hand: load 2 x 10 on machine 0; balance 7 x (6, 1, 13, 0) by max(0, 2 free 0 - free 1). */
  @Test
  void countsTheCostOfTheDefinition() throws IOException {
    var verdict = RoadefVerifier.verify(model(), BEFORE, BEFORE);

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.cost()).isEqualTo(20 + 7 * (6 + 1 + 13 + 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0 2 2 1, 'transient capacity: machine 2 has 6 of resource 1, 8 are used'",
    "0 0 0 1, 'conflict: machine 0 has two processes of service 0'",
    "0 0 0 1, 'spread: service 0 is in 1 locations, not 2'",
    "3 2 0 1, 'capacity: machine 3 has 3 of resource 0, 4 are used'",
    "2 3 0 1, 'dependency: service 1 is in neighbourhood 0, where service 0 is not'",
  })
  void tellsEachRuleThatIsBroken(String after, String violation) throws IOException {
    int[] machines = Arrays.stream(after.split(" ")).mapToInt(Integer::parseInt).toArray();

    var verdict = RoadefVerifier.verify(model(), BEFORE, machines);

    assertThat(verdict.violations()).anyMatch(told -> told.startsWith(violation));
  }

  @Test
  void agreesWithTheSearchOnItsWay() throws IOException {
    var model = model();
    var instance = RoadefReader.model("model", new StringReader(MODEL));
    var state = new RoadefState(instance, BEFORE);
    var random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int p = random.nextInt(state.processes());
      int to = random.nextInt(state.machines());
      if (to == state.machineOf(p)) {
        continue;
      }
      int[] next = state.assignment();
      next[p] = to;
      var verdict = RoadefVerifier.verify(model, BEFORE, next);
      long delta = state.shiftDelta(p, to);

      assertThat(delta == AssignmentState.FORBIDDEN).isEqualTo(!verdict.violations().isEmpty());
      if (delta != AssignmentState.FORBIDDEN) {
        state.shift(p, to);
        assertThat(verdict.cost()).isEqualTo(state.cost());
      }
    }
  }
}
