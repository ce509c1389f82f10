package io.gridwright.activities.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What probe.sh tells: a line per connect, milliseconds or why there are none. */
class ProbeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                  | output                  | reachable | median
          all got through         | 0.4;0.2;0.3             | true      | 0.3
          an even number          | 0.4;0.2                 | true      | 0.3
          whole milliseconds      | 12;9;10                 | true      | 10
          one slow does not move  | 0.2;0.2;0.3;0.3;900.0   | true      | 0.3
          blank lines count not   | 0.4;;0.4                | true      | 0.4
          one of them refused     | 0.4;refused;0.2         | false     | 0.3
          one of them timed out   | timeout;0.5             | false     | 0.5
          all refused             | refused;refused         | false     |
          nothing was said        | ''                      | false     |
          words of a shell        | sh: probe: not found    | false     |
          """)
  void tellsWhetherAndHowFastAPeerIsReached(
      String name, String output, boolean reachable, Double median) {
    var probe = Probe.read(output.replace(';', '\n'));

    assertThat(probe.reachable()).as(name).isEqualTo(reachable);
    assertThat(probe.medianMs().isPresent()).as(name).isEqualTo(median != null);
    if (median != null) {
      assertThat(probe.medianMs().getAsDouble()).as(name).isCloseTo(median, within(1e-9));
    }
  }

  @Test
  void takesTheWorseOfTwo() {
    var fast = new Probe(true, OptionalDouble.of(0.2));
    var slow = new Probe(true, OptionalDouble.of(3.5));
    var dead = new Probe(false, OptionalDouble.empty());

    assertThat(fast.and(slow)).isEqualTo(slow);
    assertThat(slow.and(fast)).isEqualTo(slow);
    assertThat(fast.and(dead)).isEqualTo(new Probe(false, OptionalDouble.of(0.2)));
    assertThat(dead.and(fast)).isEqualTo(new Probe(false, OptionalDouble.of(0.2)));
    assertThat(dead.and(dead)).isEqualTo(dead);
  }
}
