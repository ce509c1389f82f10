package io.gridwright.scheduler.reassign.roadef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoadefReaderTest {
  /** One resource, two machines, one service, two processes in it. */
  private static final String TINY =
      "1\n0 10\n2\n0 0 9 5 0 1\n0 1 9 5 1 0\n2\n1 0\n0 1 0\n2\n0 3 1\n1 4 1\n0\n1 10 100\n";

  @Test
  void readsWhatWasWritten() throws IOException {
    var set = RoadefSets.generate(3, 5, 20);
    var text = RoadefSets.model(set.instance());

    var read = RoadefReader.model("m", new StringReader(text));

    assertThat(RoadefSets.model(read)).isEqualTo(text);
    assertThat(
            RoadefReader.assignment(
                "a", new StringReader(RoadefSets.assignment(set.initial())), read))
        .isEqualTo(set.initial());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 10   | 2 10    | tiny, line 2, number 2, resource 0, transient: 2 is not between 0 and 1
          9 5 0 1| 9 5 0 x | tiny, line 4, number 10, machine 0, cost of moving to a machine: 'x' is not an integer of at most 18 digits
          0 1 0  | 0 1 2   | tiny, line 8, number 22, service 1, dependency: 2 is not between 0 and 1
          1 4 1  | 2 4 1   | tiny, line 11, number 27, process 1, service: 2 is not between 0 and 1
          0 3 1  | 0 -3 1  | tiny, line 10, number 25, process 0, requirement: -3 is not between 0 and 999999999999999999
          100    | 100 7   | tiny, line 13, number 34, end of file: more follows after the three weights of moves
          10 100 | 10      | tiny, line 14, number 33, weight of machine moves: the file ends here
          """)
  void tellsWhereAFileIsWrong(String right, String wrong, String message) {
    var text = TINY.replaceFirst(right, wrong);

    assertThatThrownBy(() -> RoadefReader.model("tiny", new StringReader(text)))
        .isInstanceOf(RoadefFormatException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAnAssignmentToNoMachine() throws IOException {
    var instance = RoadefReader.model("tiny", new StringReader(TINY));

    assertThatThrownBy(() -> RoadefReader.assignment("a", new StringReader("0 2"), instance))
        .hasMessage("a, line 1, number 2, machine of process 1: 2 is not between 0 and 1");
  }

  @Test
  void refusesCostsThatWouldOverflow() {
    var text = TINY.replaceFirst("0 3 1", "0 999999999999999 1").replaceFirst("0 10", "0 9999999");

    assertThatThrownBy(() -> RoadefReader.model("tiny", new StringReader(text)))
        .hasMessage("tiny: costs could exceed 64 bits; scale weights or quantities down");
  }
}
