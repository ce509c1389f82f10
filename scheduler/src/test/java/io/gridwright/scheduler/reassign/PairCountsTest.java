package io.gridwright.scheduler.reassign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairCountsTest {

  @ParameterizedTest
  @CsvSource({"20, 30", "50000, 5000"})
  void countsLikeAMap(int height, int width) {
    var random = new Random(1);
    var counts = new PairCounts(height, width, 200);
    Map<List<Integer>, Integer> expected = new HashMap<>();
    List<List<Integer>> above = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      if (above.size() < 200 && random.nextBoolean()) {
        var pair = List.of(random.nextInt(height), random.nextInt(width));
        above.add(pair);
        assertThat(counts.increment(pair.get(0), pair.get(1)))
            .isEqualTo(expected.merge(pair, 1, Integer::sum));
      } else if (!above.isEmpty()) {
        var pair = above.remove(random.nextInt(above.size()));
        assertThat(counts.decrement(pair.get(0), pair.get(1)))
            .isEqualTo(expected.merge(pair, -1, Integer::sum));
      }
    }
    expected.forEach(
        (pair, count) -> assertThat(counts.get(pair.get(0), pair.get(1))).isEqualTo(count));
  }
}
