package io.gridwright.scheduler.reassign.roadef;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MachineDrawTest {

  @Test
  void drawsAsManyDistinctMachinesAsAreAskedFor() {
    var set = RoadefSets.generate(11, 12, 60);
    var random = new SplittableRandom(1);
    for (int size = 1; size <= 12; size++) {
      for (int i = 0; i < 50; i++) {
        int[] drawn =
            new MachineDraw(set.instance(), set.initial(), set.initial(), random).draw(size);

        assertThat(drawn).hasSize(size).isSorted().doesNotHaveDuplicates();
        assertThat(drawn[0]).isNotNegative();
        assertThat(drawn[size - 1]).isLessThan(12);
      }
    }
  }
}
