package io.gridwright.scheduler.reassign.roadef;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.scheduler.reassign.ReassignmentSearch;
import io.gridwright.scheduler.reassign.SearchBudget;
import io.gridwright.scheduler.reassign.SearchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoadefSearchTest {

  private static SearchResult search(RoadefSets.Generated set, long steps, boolean exactly)
      throws InterruptedException {
    var state = new RoadefState(set.instance(), set.initial());
    var phases =
        exactly
            ? RoadefPhases.of(set.instance(), set.initial())
            : RoadefPhases.annealing(set.instance(), set.initial());
    return new ReassignmentSearch(state, phases, progress -> {})
        .run(SearchBudget.ofSteps(steps, 7));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void findsTheOptimumOfSmallSets(long seed) throws InterruptedException {
    var set = RoadefSets.generate(seed, 3, 7);

    assertThat(search(set, 100_000, false).cost()).isEqualTo(optimum(set));
    assertThat(search(set, 100_000, true).cost()).isEqualTo(optimum(set));
  }

  /** Every assignment, one by one. */
  private static long optimum(RoadefSets.Generated set) {
    int machines = set.instance().machines().size();
    int[] tried = new int[set.initial().length];
    long best = Long.MAX_VALUE;
    for (int i = 0; i < Math.pow(machines, tried.length); i++) {
      for (int p = 0, rest = i; p < tried.length; p++, rest /= machines) {
        tried[p] = rest % machines;
      }
      var cost = Definition.cost(set.instance(), set.initial(), tried);
      best = Math.min(best, cost.orElse(Long.MAX_VALUE));
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void neverEndsAboveHillClimbingOrBelowTheBound(long seed) throws InterruptedException {
    var set = RoadefSets.generate(seed, 12, 60);
    long initial = new RoadefState(set.instance(), set.initial()).cost();

    var found = search(set, 100_000, true);

    assertThat(found.climbedCost()).isLessThanOrEqualTo(initial);
    assertThat(found.cost())
        .isLessThanOrEqualTo(found.climbedCost())
        .isGreaterThanOrEqualTo(RoadefBound.of(set.instance()));
    assertThat(Definition.cost(set.instance(), set.initial(), found.assignment()))
        .hasValue(found.cost());
    assertThat(Definition.cost(set.instance(), set.initial(), found.climbed()))
        .hasValue(found.climbedCost());
  }

  @Test
  void givesTheSameAssignmentForTheSameStepsAndSeed() throws InterruptedException {
    var set = RoadefSets.generate(5, 12, 60);

    assertThat(search(set, 100_000, true).assignment())
        .isEqualTo(search(set, 100_000, true).assignment());
  }
}
