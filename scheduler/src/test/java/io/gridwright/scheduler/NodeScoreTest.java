package io.gridwright.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.Capacity;
import org.junit.jupiter.api.Test;

final class NodeScoreTest {
  /** F76, in thousandths of Mbit/s, so that 1.5 is a whole number. */
  private static final int NET = 1000;

  @Test
  void prefersTheNodeThatHasSomethingOfWhatAServerNeedsWhateverTheCapacities() {
    Capacity first = new Capacity(512, 50, 0, 1500);
    Capacity second = new Capacity(0, 10, 10, 0);
    int capacities = 0;
    for (int vcpus : new int[] {100, 200, 800}) {
      for (long gib : new long[] {8, 64, 512}) {
        for (int mbps : new int[] {10, 1000, 10_000}) {
          for (long disk : new long[] {20, 100, 1000, 4000}) {
            Capacity all = new Capacity(gib * 1024, vcpus, disk, mbps * NET);
            capacities++;
            assertThat(NodeScore.of(first, all))
                .as("%s", all)
                .isGreaterThan(NodeScore.of(second, all));
          }
        }
      }
    }
    assertThat(capacities).isEqualTo(108);
  }

  @Test
  void tellsEachResourceByItself() {
    NodeScore score =
        NodeScore.of(new Capacity(512, 8, 500, -5), new Capacity(1024, 32, 1000, 1000));

    assertThat(score).isEqualTo(new NodeScore(500, 250, 500, 0, 3));
  }

  @Test
  void prefersMoreFreeAmongEquals() {
    Capacity all = new Capacity(1024, 32, 1000, 1000);
    assertThat(NodeScore.of(new Capacity(512, 16, 500, 500), all))
        .isGreaterThan(NodeScore.of(new Capacity(256, 16, 500, 500), all));
  }
}
