package io.gridwright.activities.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.guest.Probe;
import io.gridwright.activities.testing.Rows;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.operation.LinkMeasurements.Measured;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {
  private static final Probe ALIVE = new Probe(true, OptionalDouble.of(0.4));
  private static final Probe DEAD = new Probe(false, OptionalDouble.empty());

  private final Verification verification = new Verification();

  @Test
  void findsNoFaultWithWiresThatAreAlive() {
    verification.add(wire("web-1", "db"), ALIVE);
    verification.add(wire("web-2", "db"), ALIVE);

    assertThat(verification.problem(OptionalInt.empty())).isEmpty();
    assertThat(verification.rows().links())
        .containsExactly(
            new Measured("web-1", "db", true, OptionalDouble.of(0.4)),
            new Measured("web-2", "db", true, OptionalDouble.of(0.4)));
  }

  @Test
  void countsTheWorstOfSeveralMachines() {
    verification.add(wire("web", "db"), ALIVE);
    verification.add(wire("web", "db"), new Probe(true, OptionalDouble.of(7)));
    verification.add(wire("web", "db"), DEAD);

    assertThat(verification.rows().links())
        .containsExactly(new Measured("web", "db", false, OptionalDouble.of(7)));
  }

  @Test
  void tellsEachWireThatIsDead() {
    verification.add(wire("web-1", "db"), DEAD);
    verification.add(wire("lb", "web-1"), ALIVE);
    verification.add(wire("web-2", "db"), DEAD);

    assertThat(verification.problem(OptionalInt.of(5)))
        .contains(
            Problem.of(
                "unreachable-link",
                "web-1 does not reach db; web-2 does not reach db. See that the image's services"
                    + " listen at the ports that links name."));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # measured, allowed, too slow
          4.9,        5,       false
          5.0,        5,       false
          5.1,        5,       true
          """)
  void holdsWiresToTheLatencyThatTheCustomerAllows(double measured, int allowed, boolean slow) {
    verification.add(wire("web", "db"), new Probe(true, OptionalDouble.of(measured)));

    assertThat(verification.problem(OptionalInt.of(allowed)).map(Problem::detail))
        .isEqualTo(
            slow
                ? java.util.Optional.of(
                    "web reaches db in 5.1 ms, 5 are allowed. Order again, or allow a larger"
                        + " maximumLatencyMs.")
                : java.util.Optional.empty());
  }

  private static Wire wire(String from, String to) {
    return new Wire(Rows.machine(from, 0, 1), Rows.machine(to, 0, 2), to + ".shop.internal", 80);
  }
}
