package io.gridwright.scheduler.reassign.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.scheduler.reassign.SearchBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackingTest {
  private static final double[] EVEN = {1, 1, 1};

  /** Every computer is filled to the last unit of every resource by three processes. */
  private static CloudInstance perfect(int computers) {
    var random = new SplittableRandom(3);
    List<CloudInstance.Computer> hosts = new ArrayList<>();
    List<CloudInstance.Process> guests = new ArrayList<>();
    for (int c = 0; c < computers; c++) {
      long[] sum = new long[CloudInstance.RESOURCES];
      for (int p = 0; p < 3; p++) {
        long[] need = new long[sum.length];
        for (int r = 0; r < need.length; r++) {
          need[r] = 1 + random.nextInt(4);
          sum[r] += need[r];
        }
        guests.add(new CloudInstance.Process(need));
      }
      hosts.add(new CloudInstance.Computer(sum, 100 + c));
    }
    return new CloudInstance(hosts, guests);
  }

  private static SearchBudget.Clock endless() {
    return SearchBudget.ofSteps(Long.MAX_VALUE, 1).clock(1);
  }

  @Test
  void findsWhereAllFitsThoughNoUnitIsToSpare() {
    var instance = perfect(8);
    var packing = new Packing(instance, IntStream.range(0, 8).toArray(), new SplittableRandom(1));

    assertThat(packing.run(3_000_000, endless())).isTrue();

    assertThat(packing.exceeded()).containsOnly(0);
    long[][] used = new long[8][CloudInstance.RESOURCES];
    for (int p = 0; p < 24; p++) {
      for (int r = 0; r < CloudInstance.RESOURCES; r++) {
        used[packing.assignment()[p]][r] += instance.processes().get(p).need()[r];
      }
    }
    for (int c = 0; c < 8; c++) {
      assertThat(used[c]).containsExactly(instance.computers().get(c).capacity());
    }
  }

  @Test
  void saysWhatIsExceededWhereNothingFits() {
    var instance = perfect(8);
    var packing = new Packing(instance, IntStream.range(1, 8).toArray(), new SplittableRandom(1));

    assertThat(packing.run(20_000, endless())).isFalse();

    assertThat(packing.exceeded()).doesNotContain(0);
  }

  @Test
  void opensNoMoreThanMayBeSpentAndNoLessThanIsNeeded() {
    var instance = perfect(8);
    var choice = new ComputerChoice(instance);

    assertThat(choice.choose(828, EVEN, 1)).hasValue(new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    assertThat(choice.choose(827, EVEN, 1)).isEmpty();
  }

  @Test
  void opensWhatHasMostRoomForTheMoney() {
    var process = new CloudInstance.Process(new long[] {2, 2, 2});
    var instance =
        new CloudInstance(
            List.of(
                new CloudInstance.Computer(new long[] {2, 9, 9}, 10),
                new CloudInstance.Computer(new long[] {4, 4, 4}, 10),
                new CloudInstance.Computer(new long[] {9, 9, 9}, 20)),
            List.of(process));

    assertThat(new ComputerChoice(instance).choose(15, EVEN, 1)).hasValue(new int[] {1});
  }
}
