package io.gridwright.worker.fault;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.emulator.EmulatorConfiguration.NodeResources;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.Queue;
import io.gridwright.worker.WorkerSettings;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.TemporalUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A large grid on which many cases run side by side, each on a configuration of its own: while one
 * waits for a time-out the others go on.
 */
final class Bench implements AutoCloseable {
  private static final NodeResources LARGE = new NodeResources(2_000, 2_000_000, 100_000, 100_000);

  /** Of every worker here: attempts that are held take slots that others need. */
  static final WorkerSettings SETTINGS =
      WorkerSettings.DEFAULT
          .withGrace(Duration.ofSeconds(2))
          .withSlots(Queue.LEDGER, 64)
          .withSlots(Queue.HYPERVISOR, 200)
          .withSlots(Queue.SOLVER, 8);

  private static final Set<Scenario> LEAVE_IT_RUNNING =
      Set.of(
          Scenario.PROVISION,
          Scenario.MOVE,
          Scenario.MOVE_UNDO,
          Scenario.MOVE_UNDO_LATE,
          Scenario.POWER,
          Scenario.POWER_UNDO,
          Scenario.POWER_SUSPEND_UNDO,
          Scenario.RECONFIGURE,
          Scenario.RECONFIGURE_UNDO,
          Scenario.RECOVER,
          Scenario.RECOVER_UNDO,
          Scenario.RECONFIGURE_LIVE,
          Scenario.RECONFIGURE_LIVE_UNDO,
          Scenario.PAUSE);

  private final Injection injection = new Injection();
  private final ConcurrentLinkedQueue<Order> running = new ConcurrentLinkedQueue<>();
  private final Map<Scenario, List<String>> points = new EnumMap<>(Scenario.class);
  private final EngineUnderTest engine;

  Bench(Supplier<TemporalUnderTest> temporal) {
    engine =
        EngineUnderTest.start(
            EngineUnderTest.setup()
                .on(temporal)
                .withNodesOf(LARGE)
                .working(SETTINGS)
                .injecting(injection)
                .calling(api -> new LossyApi(api, injection)));
  }

  EngineUnderTest engine() {
    return engine;
  }

  Injection injection() {
    return injection;
  }

  /** Points by the first scenario that passes them, and all those of a deletion. */
  synchronized Map<Scenario, List<String>> points() {
    if (points.isEmpty()) {
      var seen = new HashSet<String>();
      for (var scenario : Scenario.values()) {
        var passed = new ArrayList<>(passedBy(scenario));
        passed.removeIf(point -> !seen.add(point) && scenario != Scenario.DELETE);
        points.put(scenario, passed);
      }
    }
    return points;
  }

  private List<String> passedBy(Scenario scenario) {
    var order = begun(scenario, Scenario.BALANCED, accepted -> {});
    endsWell(scenario, order);
    return injection.met(order.configuration());
  }

  /** Begins a scenario; {@code arming} is done when it is accepted and nobody has been told. */
  Order begun(Scenario scenario, ConfigurationDocument document, Consumer<Order> arming) {
    var order = scenario.accepted(this, document);
    injection.forget(order.configuration());
    scenario.prepare(this, order);
    arming.accept(order);
    return engine.sent(order);
  }

  /** Has the move of its web server accepted. */
  Order acceptedMove(Order running) {
    return engine.acceptedMove(
        running, machineOf(running, webOf(running)), engine.nodeWithout(running.configuration()));
  }

  /** Has the memory of its web server changed. */
  Order acceptedChange(Order running) {
    return acceptedChange(running, ComponentKind.WEB, Documents::resized);
  }

  /** Has its database grown where it stands. */
  Order acceptedGrowth(Order running) {
    return acceptedChange(running, ComponentKind.DATABASE, Bench::grown);
  }

  private static Component grown(Component c) {
    var rate = c.bandwidthMbps() == 10 ? 20 : 10;
    return Documents.keyed(
        Documents.larger(c, c.memoryMib() + 512, Math.min(4, c.vcpus() + 1), c.diskGib() + 1, rate),
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfRate%d ann".formatted(rate));
  }

  private Order acceptedChange(Order running, ComponentKind kind, UnaryOperator<Component> how) {
    var document = engine.configuration(running.configuration()).document();
    return engine.acceptedChange(
        running,
        document.withComponents(
            document.components().stream().map(c -> c.kind() == kind ? how.apply(c) : c).toList()));
  }

  /** Has its web server built elsewhere. */
  Order acceptedRecovery(Order running) {
    return engine.acceptedRecovery(running, machineOf(running, webOf(running)));
  }

  private MachineRow machineOf(Order running, String component) {
    return engine.machines(running.configuration()).stream()
        .filter(machine -> machine.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** Has its web server paused in its pool, or played where it is. */
  Order acceptedPause(Order running) {
    var paused = !engine.store().traffic().pauses(running.configuration()).points().isEmpty();
    return engine.acceptedPause(running, "lb", webOf(running), !paused);
  }

  /** Has its web server switched. */
  Order acceptedPower(Order running, PowerAction action) {
    return engine.acceptedPower(running, action, webOf(running));
  }

  private String webOf(Order running) {
    return engine.configuration(running.configuration()).document().components().stream()
        .filter(component -> component.kind() == ComponentKind.WEB)
        .map(Component::name)
        .findFirst()
        .orElseThrow();
  }

  /** Waits for the end that the scenario must have, and sees that ledger and grid agree on it. */
  void endsWell(Scenario scenario, Order order) {
    endsAs(scenario.end(), order);
    if (LEAVE_IT_RUNNING.contains(scenario)) {
      running.add(order);
    }
  }

  void endsAs(OperationState end, Order order) {
    engine.awaitEnd(order, end);
    engine.assertLedgerEqualsGrid(order.configuration());
  }

  /** A running configuration: one that an earlier case left, else a new one. */
  Order running(ConfigurationDocument document) {
    for (var left = running.poll(); left != null; left = running.poll()) {
      if (engine.configuration(left.configuration()).document().name().equals(document.name())) {
        return left;
      }
    }
    return engine.running(document);
  }

  /** A case and its name. */
  record Case(String name, Runnable body) {}

  /** Runs cases side by side; each test waits for one, the last looks at the whole. */
  Stream<DynamicTest> sideBySide(int atOnce, List<Case> cases) {
    var drivers = Executors.newFixedThreadPool(atOnce);
    var tests = cases.stream().map(one -> test(one.name(), drivers.submit(one.body()))).toList();
    drivers.shutdown();
    return Stream.concat(
        tests.stream(),
        Stream.of(
            DynamicTest.dynamicTest(
                "at the end the ledger equals the grid", engine::assertLedgerEqualsGrid)));
  }

  private static DynamicTest test(String name, Future<?> running) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try {
            running.get();
          } catch (ExecutionException failed) {
            throw failed.getCause();
          }
        });
  }

  @Override
  public void close() {
    engine.close();
  }
}
