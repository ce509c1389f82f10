package io.gridwright.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityInterface;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * For each activity of provision, of its undo and of delete, each thing that can go wrong with it
 * (DESIGN section 9). Which activities there are is read from what workers register, so that a new
 * one cannot be forgotten; a point is an activity, or a phase that is entered.
 */
class CrashMatrixTest {
  /** Activities that belong to no operation. */
  private static final Set<String> APART =
      Set.of(
          "Preview",
          "AwaitChange",
          "Sweep",
          "GridWork",
          "SubmitMove",
          "MoveEnd",
          "TellLeft",
          "EndGridWork",
          "PlanDrain",
          "PlanRebalance",
          "Forecast",
          "KeptByCluster",
          "LookAtLoss",
          "OrderRebuilding",
          "OrderStart",
          "EndRecovery",
          "Prove",
          "SwitchedOff");

  private static final int AT_ONCE = 16;

  @RegisterExtension static final SharedBench SHARED = new SharedBench();

  private static Bench bench;
  private static Ordeals ordeals;

  @BeforeAll
  static void start() {
    bench = SHARED.bench();
    ordeals = new Ordeals(bench);
  }

  @Test
  void meetsEveryActivityThatWorkersRegister() {
    var met =
        bench.points().values().stream()
            .flatMap(List::stream)
            .map(point -> point.split(" ")[0])
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(met).isEqualTo(registered());
  }

  private static Set<String> registered() {
    return bench.engine().workers().get(0).crew().activities().values().stream()
        .flatMap(List::stream)
        .flatMap(activities -> Arrays.stream(activities.getClass().getInterfaces()))
        .filter(type -> type.isAnnotationPresent(ActivityInterface.class))
        .map(POJOActivityInterfaceMetadata::newInstance)
        .flatMap(type -> type.getMethodsMetadata().stream())
        .map(POJOActivityMethodMetadata::getActivityTypeName)
        .filter(activity -> !APART.contains(activity))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @TestFactory
  Stream<DynamicTest> endsWellWhateverHappensToEachCall() {
    var cases = new ArrayList<Bench.Case>();
    for (var scenario : Scenario.values()) {
      cases.add(eachCall(scenario, "lost before its work", Fault::lostBefore));
      cases.add(eachCall(scenario, "answer lost", Fault::lostAfter));
      cases.add(eachCall(scenario, "done twice", Fault::twice));
      cases.add(eachCall(scenario, "done twice at the same time", Fault::besideItself));
    }
    for (var scenario :
        List.of(
            Scenario.PROVISION,
            Scenario.UNDO,
            Scenario.DELETE,
            Scenario.MOVE,
            Scenario.POWER,
            Scenario.POWER_UNDO,
            Scenario.POWER_SUSPEND,
            Scenario.RECONFIGURE,
            Scenario.RECONFIGURE_UNDO,
            Scenario.RECOVER,
            Scenario.RECOVER_UNDO,
            Scenario.RECONFIGURE_LIVE,
            Scenario.RECONFIGURE_LIVE_UNDO,
            Scenario.PAUSE)) {
      cases.add(
          new Bench.Case(
              scenario + ", each answer of the hypervisor lost",
              () -> ordeals.answersLost(scenario)));
    }
    return bench.sideBySide(AT_ONCE, cases);
  }

  private static Bench.Case eachCall(Scenario scenario, String what, Supplier<Fault> fault) {
    return new Bench.Case(
        scenario + ", each call " + what, () -> ordeals.eachCall(scenario, fault));
  }

  @TestFactory
  Stream<DynamicTest> refusesZombiesBesideTheNewRunAndAfterIt() {
    return bench.sideBySide(AT_ONCE, each(Scenario.values(), ordeals::outlived));
  }

  @TestFactory
  Stream<DynamicTest> undoesWhatIsRefusedForGood() {
    Scenario[] forward = {
      Scenario.PROVISION,
      Scenario.PROVISION_PLACED_AGAIN,
      Scenario.MOVE,
      Scenario.POWER,
      Scenario.POWER_SUSPEND,
      Scenario.RECONFIGURE,
      Scenario.RECOVER,
      Scenario.RECONFIGURE_LIVE
    };
    return bench.sideBySide(AT_ONCE, each(forward, ordeals::refused));
  }

  @TestFactory
  Stream<DynamicTest> isTakenOverFromAWorkerThatWasKilled() {
    var parked = new Parked.Many();
    var cases =
        each(
            Scenario.values(),
            (scenario, point) -> ordeals.killed(scenario, point, parked.another()));
    var tests = bench.sideBySide(cases.size(), cases);
    parked.await(cases.size());
    bench.engine().crash(bench.engine().workers().get(0));
    bench.engine().hire();
    return tests;
  }

  private static List<Bench.Case> each(Scenario[] scenarios, BiConsumer<Scenario, String> body) {
    var cases = new ArrayList<Bench.Case>();
    for (var scenario : scenarios) {
      for (var point : bench.points().get(scenario)) {
        cases.add(new Bench.Case(scenario + ", " + point, () -> body.accept(scenario, point)));
      }
    }
    return cases;
  }
}
