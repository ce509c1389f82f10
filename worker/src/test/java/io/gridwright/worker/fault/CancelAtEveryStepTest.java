package io.gridwright.worker.fault;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is answered to a wish to cancel holds, whenever it comes. */
class CancelAtEveryStepTest {
  private static final int AT_ONCE = 16;

  @RegisterExtension static final SharedBench SHARED = new SharedBench();

  @TestFactory
  Stream<DynamicTest> endsCancelledWithNothingLeftOrIsRefused() {
    var bench = SHARED.bench();
    var ordeals = new Ordeals(bench);
    var cases = new ArrayList<Bench.Case>();
    for (var point : bench.points().get(Scenario.PROVISION)) {
      // The commit is the point of no return.
      var before = !point.equals("Succeed");
      var after = before && !point.equals("Commit");
      cases.add(
          new Bench.Case("before " + point, () -> ordeals.cancelled(point, Fault::first, before)));
      cases.add(
          new Bench.Case("after " + point, () -> ordeals.cancelled(point, Fault::then, after)));
    }
    return bench.sideBySide(AT_ONCE, cases);
  }
}
