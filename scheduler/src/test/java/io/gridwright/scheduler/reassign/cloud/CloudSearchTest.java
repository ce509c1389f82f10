package io.gridwright.scheduler.reassign.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.scheduler.reassign.AssignmentState;
import io.gridwright.scheduler.reassign.ReassignmentSearch;
import io.gridwright.scheduler.reassign.SearchBudget;
import io.gridwright.scheduler.reassign.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudSearchTest {

  private static CloudInstance generate(long seed, int computers, int processes) {
    var random = new Random(seed);
    List<CloudInstance.Computer> hosts = new ArrayList<>();
    for (int c = 0; c < computers; c++) {
      long[] capacity = {6 + random.nextInt(18), 8 + random.nextInt(56), 6 + random.nextInt(14)};
      hosts.add(new CloudInstance.Computer(capacity, 100 * (capacity[0] + random.nextInt(9))));
    }
    List<CloudInstance.Process> guests = new ArrayList<>();
    for (int p = 0; p < processes; p++) {
      guests.add(
          new CloudInstance.Process(
              new long[] {1 + random.nextInt(3), 1 + random.nextInt(7), 1 + random.nextInt(3)}));
    }
    return new CloudInstance(hosts, guests);
  }

  private static SearchResult search(CloudInstance instance, long steps)
      throws InterruptedException {
    var state = new CloudState(instance, FirstFit.of(instance).orElseThrow());
    return new ReassignmentSearch(state, List.of(new PackingPhase(instance)), progress -> {})
        .run(SearchBudget.ofSteps(steps, 7));
  }

  /** The cost, or nothing if a computer has too little. */
  private static Optional<Long> cost(CloudInstance instance, int[] computerOf) {
    long cost = 0;
    for (int c = 0; c < instance.computers().size(); c++) {
      long[] used = new long[CloudInstance.RESOURCES];
      boolean any = false;
      for (int p = 0; p < computerOf.length; p++) {
        if (computerOf[p] == c) {
          any = true;
          for (int r = 0; r < used.length; r++) {
            used[r] += instance.processes().get(p).need()[r];
          }
        }
      }
      cost += any ? instance.computers().get(c).cost() : 0;
      for (int r = 0; r < used.length; r++) {
        if (used[r] > instance.computers().get(c).capacity()[r]) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(cost);
  }

  private static long optimum(CloudInstance instance) {
    int computers = instance.computers().size();
    int[] tried = new int[instance.processes().size()];
    long best = Long.MAX_VALUE;
    for (int i = 0; i < Math.pow(computers, tried.length); i++) {
      for (int p = 0, rest = i; p < tried.length; p++, rest /= computers) {
        tried[p] = rest % computers;
      }
      best = Math.min(best, cost(instance, tried).orElse(Long.MAX_VALUE));
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsTheOptimumOfSmallSets(long seed) throws InterruptedException {
    var instance = generate(seed, 4, 7);

    var found = search(instance, 100_000);

    assertThat(found.cost()).isEqualTo(optimum(instance));
    assertThat(CloudBound.of(instance)).isLessThanOrEqualTo(found.cost());
  }

  @Test
  void countsWhatTheAssignmentCostsAndForbidsWhatDoesNotFit() {
    var instance = generate(9, 10, 25);
    var state = new CloudState(instance, FirstFit.of(instance).orElseThrow());
    var random = new Random(9);
    for (int i = 0; i < 3_000; i++) {
      int p = random.nextInt(state.processes());
      int to = random.nextInt(state.machines());
      if (to == state.machineOf(p)) {
        continue;
      }
      int[] next = state.assignment();
      next[p] = to;
      var expected = cost(instance, next);

      assertThat(state.shiftDelta(p, to) != AssignmentState.FORBIDDEN)
          .isEqualTo(expected.isPresent());
      if (expected.isPresent()) {
        state.shift(p, to);
        assertThat(state.cost()).isEqualTo(expected.get());
      }
    }
  }

  @Test
  void endsBetweenTheBoundAndHillClimbingAndAlwaysTheSame() throws InterruptedException {
    var instance = generate(4, 30, 90);

    var found = search(instance, 100_000);

    assertThat(cost(instance, found.assignment())).contains(found.cost());
    assertThat(found.cost())
        .isLessThanOrEqualTo(found.climbedCost())
        .isGreaterThanOrEqualTo(CloudBound.of(instance));
    assertThat(search(instance, 100_000).assignment()).isEqualTo(found.assignment());
  }

  @Test
  void firstFitSaysWhenAProcessHasNoComputer() {
    var instance =
        new CloudInstance(
            List.of(new CloudInstance.Computer(new long[] {1, 1, 1}, 5)),
            List.of(new CloudInstance.Process(new long[] {2, 1, 1})));

    assertThat(FirstFit.of(instance)).isEmpty();
  }
}
