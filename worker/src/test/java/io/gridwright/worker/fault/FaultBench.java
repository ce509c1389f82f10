package io.gridwright.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.StepName;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.store.operation.StepRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Home;
import io.gridwright.worker.testing.Homes;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.Root;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An engine on a grid of many nodes, what is ordered of it, and how that must end. */
final class FaultBench implements AutoCloseable {
  private final Injection injection;
  private final EngineUnderTest engine;
  private final Homes homes;
  private Root root;

  private FaultBench(EngineUnderTest.Setup setup) {
    injection = new Injection();
    engine = EngineUnderTest.start(setup.injecting(injection));
    homes = new Homes(engine);
    root = engine.root();
  }

  static FaultBench start(EngineUnderTest.Setup setup) {
    return new FaultBench(setup);
  }

  /** Waits for no more than some seconds where the default is minutes. */
  static MachineSettings impatient() {
    var usual = MachineSettings.DEFAULT;
    return new MachineSettings(
        usual.bridge(),
        usual.storage(),
        usual.fullClones(),
        usual.user(),
        usual.nameServers(),
        usual.searchDomain(),
        usual.cpuUnits(),
        Duration.ofSeconds(12),
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(8),
        Duration.ofSeconds(5));
  }

  EngineUnderTest engine() {
    return engine;
  }

  Root root() {
    return root;
  }

  /** So many nodes that no other test has. */
  Home home(int nodes) {
    return homes.of(nodes);
  }

  /** Ends the hypervisor and starts it again. */
  void restartGrid() {
    root.close();
    engine.restartGrid();
    root = engine.root();
  }

  /** At the end nothing is left that nobody owns, and nothing was violated. */
  @Override
  public void close() {
    try {
      root.close();
      engine.assertLedgerEqualsGrid();
    } finally {
      engine.close();
    }
  }

  // ---------------------------------------------------------------- what is ordered

  static Component small(String name) {
    return Documents.component(name, ComponentKind.WEB, 256, 1, 4);
  }

  /** One web server. */
  static ConfigurationDocument web(Home home) {
    return home.of(Documents.of("shop", small("web")));
  }

  /** A balancer and a web server behind it. */
  static ConfigurationDocument pair(Home home) {
    return home.of(
        Documents.of(
            "shop", Documents.balancer("lb", Documents.virtualIp(80, "web")), small("web")));
  }

  /** Orders; just before the first attempt of that kind something happens. */
  Order ordered(ConfigurationDocument document, String point, Happening happening) {
    return ordered(document, point, 1, happening);
  }

  /** Orders; just before that attempt of that kind something happens. */
  Order ordered(ConfigurationDocument document, String point, int attempt, Happening happening) {
    return sent(engine.accepted(engine.customer(), document), point, attempt, happening);
  }

  /** Orders a deletion; just before its first attempt of that kind something happens. */
  Order deletion(Order of, String point, Happening happening) {
    return sent(engine.acceptedDeletion(of), point, 1, happening);
  }

  private Order sent(Order order, String point, int attempt, Happening happening) {
    injection.arm(
        order.configuration(),
        point,
        (passage, nth) -> {
          if (nth == attempt) {
            happening.to(order);
          }
          return passage.proceed();
        });
    return engine.sent(order);
  }

  /** What happens from outside while an order is carried out. */
  @FunctionalInterface
  interface Happening {
    void to(Order order);
  }

  // ---------------------------------------------------------------- how it ends

  /** It ends running, on machines that the ledger knows. */
  Order succeeds(ConfigurationDocument document) {
    return succeeded(engine.order(document));
  }

  Order succeeded(Order order) {
    engine.awaitEnd(order, OperationState.SUCCEEDED);
    engine.assertLedgerEqualsGrid(order.configuration());
    return order;
  }

  /** It is deleted, and nothing is left. */
  void isDeleted(Order order) {
    engine.deleted(order);
    leavesNothing(order);
  }

  /** It ends failed, everything undone; tells why. */
  Problem fails(ConfigurationDocument document) {
    return failed(engine.order(document));
  }

  Problem failed(Order order) {
    var ended = engine.awaitEnd(order, OperationState.FAILED);
    assertThat(engine.machines(order.configuration())).isEmpty();
    return ended.error().orElseThrow();
  }

  /**
   * It is cancelled while its guest's agent is silent, when it has been cloned, configured and
   * started; nothing is left.
   *
   * @param trouble what makes the undo hard
   */
  void isCancelled(Home home, ConfigurationDocument document, Runnable trouble) {
    var silent = home.on("POST", "/qemu/*/agent/ping").refuse("QEMU guest agent is not running");
    var order = engine.order(document);
    await("the agent is asked").atMost(Duration.ofSeconds(120)).until(() -> silent.count() > 0);
    trouble.run();
    engine.cancel(order);
    engine.awaitEnd(order, OperationState.CANCELLED);
    leavesNothing(order);
  }

  void leavesNothing(Order order) {
    assertThat(engine.machines(order.configuration())).isEmpty();
    engine.assertLedgerEqualsGrid(order.configuration());
  }

  // ---------------------------------------------------------------- what is there

  MachineRow web(Order order) {
    return machine(order, "web");
  }

  MachineRow machine(Order order, String component) {
    return engine.machines(order.configuration()).stream()
        .filter(machine -> machine.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** Steps of that name, in the order in which they first began. */
  List<StepRow> steps(Order order, StepName name) {
    return engine.store().operations().steps(order.operation()).stream()
        .filter(step -> step.name().equals(name))
        .toList();
  }

  StepRow step(Order order, StepName name) {
    return steps(order, name).get(0);
  }

  /** What ledger and hypervisor do not agree on. */
  Optional<OrphanRow> orphan(int vmid) {
    return engine.store().orphans().open().stream()
        .filter(orphan -> orphan.vmid().filter(v -> v.value() == vmid).isPresent())
        .findFirst();
  }

  List<OrphanRow> orphans(Home home) {
    return engine.store().orphans().open().stream()
        .filter(orphan -> home.nodes().contains(orphan.node().orElseThrow().value()))
        .toList();
  }
}
