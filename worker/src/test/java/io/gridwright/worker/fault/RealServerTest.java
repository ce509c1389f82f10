package io.gridwright.worker.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridwright.worker.testing.TemporalUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A leg of the crash matrix on a real Temporal server, for which the SDK's own cannot vouch. */
class RealServerTest {
  private static final int AT_ONCE = 8;
  private static final List<Scenario> SCENARIOS =
      List.of(Scenario.PROVISION, Scenario.UNDO, Scenario.DELETE);

  private static Bench bench;
  private static Ordeals ordeals;

  @BeforeAll
  static void start() {
    assumeTrue(
        TemporalUnderTest.program().isPresent(), "needs Temporal's command line on the PATH");
    bench = new Bench(TemporalUnderTest::developmentServer);
    ordeals = new Ordeals(bench);
  }

  @AfterAll
  static void stop() {
    if (bench != null) {
      bench.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> endsWellWhateverHappens() {
    var cases = new ArrayList<Bench.Case>();
    for (var scenario : SCENARIOS) {
      cases.add(
          new Bench.Case(
              scenario + ", each answer lost", () -> ordeals.eachCall(scenario, Fault::lostAfter)));
      cases.add(
          new Bench.Case(
              scenario + ", each call done twice at the same time",
              () -> ordeals.eachCall(scenario, Fault::besideItself)));
    }
    for (var point : List.of("Reserve", "clone", "Commit")) {
      cases.add(
          new Bench.Case("zombies at " + point, () -> ordeals.outlived(Scenario.PROVISION, point)));
    }
    cases.add(
        new Bench.Case("zombies at Remove", () -> ordeals.outlived(Scenario.DELETE, "Remove")));
    for (var point : List.of("Next", "Place", "clone", "AwaitAgent", "Reach")) {
      cases.add(
          new Bench.Case(
              "cancelled after " + point, () -> ordeals.cancelled(point, Fault::then, true)));
    }
    return bench.sideBySide(AT_ONCE, cases);
  }

  /** The one that takes over keeps no workflow in memory: each of its tasks replays the history. */
  @TestFactory
  Stream<DynamicTest> isTakenOverByAWorkerWithoutCacheFromOneThatWasKilled() {
    var parked = new Parked.Many();
    var cases = new ArrayList<Bench.Case>();
    for (var point : List.of("Begin", "Reserve", "clone", "Start", "Commit")) {
      cases.add(
          new Bench.Case(
              "PROVISION, " + point,
              () -> ordeals.killed(Scenario.PROVISION, point, parked.another())));
    }
    cases.add(
        new Bench.Case(
            "UNDO, Remove", () -> ordeals.killed(Scenario.UNDO, "Remove", parked.another())));
    cases.add(
        new Bench.Case(
            "DELETE, Remove", () -> ordeals.killed(Scenario.DELETE, "Remove", parked.another())));
    var tests = bench.sideBySide(cases.size(), cases);
    parked.await(cases.size());
    bench.engine().crash(bench.engine().workers().get(0));
    bench.engine().hire(Bench.SETTINGS.withWorkflowCache(0));
    return tests;
  }
}
