package io.gridwright.worker.power;

import static io.gridwright.domain.configuration.power.PowerAction.RESTART;
import static io.gridwright.domain.configuration.power.PowerAction.RESUME;
import static io.gridwright.domain.configuration.power.PowerAction.START;
import static io.gridwright.domain.configuration.power.PowerAction.STOP;
import static io.gridwright.domain.configuration.power.PowerAction.SUSPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.FirewallEntry;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.StepState;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Fetching;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.Root;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Components are switched off and on while others of their configuration are used. */
class PowerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.start(EngineUnderTest.setup().withNodes(4).building(impatient()));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @AfterEach
  void noFaults() {
    engine.faults().clear();
  }

  @Test
  void aBalancerGoesOnServingWhileOneOfTwoWebServersIsStoppedAndStarted() {
    Order shop = engine.running(Documents.sample("shop"));
    var fetching = new Fetching(engine, shop);

    switched(shop, STOP, "web-1");

    assertThat(powered(shop)).containsOnlyKeys("lb", "web-2", "db");
    assertThat(states(shop)).containsEntry("web-1", ComponentState.STOPPED);
    assertThat(state(shop)).isEqualTo(ConfigurationState.RUNNING);
    assertThat(pages(shop, 6)).containsExactly("web-2");
    engine.sweep();
    engine.assertLedgerEqualsGrid();

    switched(shop, START, "web-1");

    assertThat(powered(shop)).containsOnlyKeys("lb", "web-1", "web-2", "db");
    assertThat(Set.copyOf(fetching.end())).containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(pages(shop, 6)).containsExactlyInAnyOrder("web-1", "web-2");
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void aRestartOfAllTakesOneAfterTheOtherAndAllRunAnew() {
    Order shop = engine.running(Documents.sample("restarted"));
    Map<String, Instant> before = powered(shop);

    switched(shop, RESTART);

    Map<String, Instant> after = powered(shop);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach((name, since) -> assertThat(since).as(name).isAfter(before.get(name)));
    assertThat(after.get("web-2")).isAfter(after.get("web-1"));
    assertThat(pages(shop, 6)).containsExactlyInAnyOrder("web-1", "web-2");
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void whatIsStoppedAsAWholeMovesIsDriftWhereItRunsAndCanBeDeleted() {
    Order shop = engine.running(Documents.sample("stopped"));

    switched(shop, STOP);

    assertThat(powered(shop)).isEmpty();
    assertThat(state(shop)).isEqualTo(ConfigurationState.STOPPED);
    MachineRow web = machine(shop, "web-1");
    engine.awaitEnd(
        engine.sent(engine.acceptedMove(shop, web, outsideOf(shop, "web-1", "web-2"))),
        OperationState.SUCCEEDED);
    engine.assertLedgerEqualsGrid();

    try (Root root = engine.root()) {
      root.start(Root.ref(machine(shop, "db")));
    }
    engine.sweep();
    assertThat(engine.store().orphans().open())
        .singleElement()
        .extracting(OrphanRow::what)
        .asString()
        .contains("(db)", "should be off and runs");
    switched(shop, STOP, "db");
    assertThat(powered(shop)).isEmpty();
    engine.sweep();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void aSuspendedWebServerRunsOnAndItsBalancerServesWithoutIt() {
    Order shop = engine.running(Documents.sample("suspended"));
    Map<String, Instant> before = powered(shop);
    var fetching = new Fetching(engine, shop);

    switched(shop, SUSPEND, "web-1");

    assertThat(powered(shop)).isEqualTo(before);
    assertThat(states(shop)).containsEntry("web-1", ComponentState.SUSPENDED);
    assertThat(pages(shop, 6)).containsExactly("web-2");
    switched(shop, RESUME, "web-1");
    assertThat(Set.copyOf(fetching.end())).containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(pages(shop, 6)).containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(powered(shop)).isEqualTo(before);

    switched(shop, SUSPEND, "web-1");
    switched(shop, STOP, "web-1");
    switched(shop, START, "web-1");
    assertThat(pages(shop, 6)).containsExactlyInAnyOrder("web-1", "web-2");
    engine.sweep();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void aSuspendedBalancerAnswersNowhereUntilItIsResumed() {
    Order shop = engine.running(Documents.sample("silent"));
    URI address = answeringAt(machine(shop, "lb"), 80);
    assertThat(answers(address)).isTrue();

    switched(shop, SUSPEND, "lb");

    assertThat(answers(address)).isFalse();
    assertThat(powered(shop)).containsKey("lb");
    switched(shop, RESUME, "lb");
    assertThat(answers(answeringAt(machine(shop, "lb"), 80))).isTrue();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void aSuspendedServerThatIsReachedDirectlyLosesItsAddressUntilItIsResumed() {
    Order page = engine.running(directlyReached("direct"));
    URI address = answeringAt(machine(page, "web"), 80);
    assertThat(answers(address)).isTrue();

    switched(page, SUSPEND, "web");

    assertThat(answers(address)).isFalse();
    assertThat(state(page)).isEqualTo(ConfigurationState.SUSPENDED);
    assertThat(powered(page)).containsKey("web");
    switched(page, RESUME, "web");
    assertThat(answers(answeringAt(machine(page, "web"), 80))).isTrue();
    assertThat(state(page)).isEqualTo(ConfigurationState.RUNNING);
    engine.assertLedgerEqualsGrid();
    engine.deleted(page);
  }

  @Test
  void aGuestThatDoesNotShutDownHasItsPlugPulled() {
    Order page = engine.running(Documents.web("deaf", 256, 4));
    fault(page, "shutdown", FaultEffect.FAIL_TASK, "VM quit/powerdown failed - got timeout");

    switched(page, STOP, "web");

    assertThat(powered(page)).isEmpty();
    engine.assertLedgerEqualsGrid();
    engine.deleted(page);
  }

  @Test
  void aCancelledStopLeavesEverythingAsItWas() {
    Order shop = engine.running(Documents.sample("cancelled"));
    fault(shop, "shutdown", FaultEffect.HANG_TASK, "");
    Order stop = engine.sent(engine.acceptedPower(shop, STOP, "web-1"));
    await().atMost(PATIENCE).until(() -> isUnderWay(stop, "stop"));

    engine.cancel(stop);

    engine.awaitEnd(stop, OperationState.CANCELLED);
    assertThat(powered(shop)).containsOnlyKeys("lb", "web-1", "web-2", "db");
    assertThat(states(shop).values()).containsOnly(ComponentState.RUNNING);
    assertThat(pages(shop, 6)).containsExactlyInAnyOrder("web-1", "web-2");
    engine.sweep();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void aLostNodeFailsAtOnceAndWhatItsLossSwitchedOffIsStartedOnceItIsBack() {
    Order page = engine.running(Documents.web("lost", 256, 4));
    NodeName node = machine(page, "web").node();
    engine.grid().setPower(node.value(), NodePower.OFF);
    awaitState(node, NodeState.UNREACHABLE);

    Order stop = engine.sent(engine.acceptedPower(page, STOP));

    var ended = engine.awaitEnd(stop, OperationState.FAILED);
    assertThat(ended.error().orElseThrow())
        .satisfies(problem -> assertThat(problem.name()).isEqualTo("node-lost"))
        .satisfies(problem -> assertThat(problem.detail()).contains("web stands on node"));
    assertThat(states(page)).containsEntry("web", ComponentState.RUNNING);

    engine.grid().setPower(node.value(), NodePower.ON);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              engine.sweep();
              return engine.store().nodes().find(node).orElseThrow().state() == NodeState.ONLINE;
            });
    assertThat(powered(page)).isEmpty();
    switched(page, START);
    assertThat(powered(page)).containsOnlyKeys("web");
    engine.sweep();
    engine.assertLedgerEqualsGrid();
    engine.deleted(page);
  }

  private static MachineSettings impatient() {
    var usual = MachineSettings.DEFAULT;
    return new MachineSettings(
        usual.bridge(),
        usual.storage(),
        usual.fullClones(),
        usual.user(),
        usual.nameServers(),
        usual.searchDomain(),
        usual.cpuUnits(),
        usual.taskLimit(),
        usual.agentLimit(),
        Duration.ofSeconds(5),
        usual.reachLimit(),
        usual.drainLimit());
  }

  private static void switched(Order of, PowerAction action, String... components) {
    engine.awaitEnd(
        engine.sent(engine.acceptedPower(of, action, components)), OperationState.SUCCEEDED);
  }

  private static void fault(Order of, String action, FaultEffect effect, String message) {
    engine
        .machines(of.configuration())
        .forEach(
            machine ->
                engine
                    .faults()
                    .order(
                        new FaultMatch(
                            "POST",
                            "/nodes/*/qemu/%d/status/%s".formatted(machine.vmid().value(), action),
                            Map.of()),
                        1,
                        effect,
                        OptionalInt.empty(),
                        Duration.ZERO,
                        message));
  }

  private static boolean isUnderWay(Order order, String step) {
    return engine.store().operations().steps(order.operation()).stream()
        .anyMatch(row -> row.name().value().equals(step) && row.state() == StepState.RUNNING);
  }

  private static void awaitState(NodeName node, NodeState state) {
    await()
        .atMost(PATIENCE)
        .until(() -> engine.store().nodes().find(node).orElseThrow().state() == state);
  }

  /** Components whose machines run, and since when. */
  private static Map<String, Instant> powered(Order order) {
    Map<Integer, String> names =
        engine.machines(order.configuration()).stream()
            .collect(
                Collectors.toMap(machine -> machine.vmid().value(), MachineRow::componentName));
    return engine.grid().machines().stream()
        .filter(MachineView::powered)
        .filter(machine -> names.containsKey(machine.vmid()))
        .collect(
            Collectors.toMap(
                machine -> names.get(machine.vmid()), machine -> machine.startedAt().get()));
  }

  private static Map<String, ComponentState> states(Order order) {
    return engine.store().configurations().components(order.configuration()).stream()
        .collect(Collectors.toMap(ComponentRow::name, ComponentRow::state));
  }

  private static ConfigurationState state(Order order) {
    return engine.configuration(order.configuration()).state();
  }

  private static MachineRow machine(Order order, String component) {
    return engine.machines(order.configuration()).stream()
        .filter(machine -> machine.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** A node on which none of these stands: no two of a tier may share one. */
  private static NodeName outsideOf(Order order, String... components) {
    Set<NodeName> taken =
        Stream.of(components)
            .map(component -> machine(order, component).node())
            .collect(Collectors.toSet());
    return engine.store().nodes().nodes().stream()
        .map(NodeRow::name)
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElseThrow();
  }

  /** A web server with a public address of its own, called at port 80 by everybody. */
  private static ConfigurationDocument directlyReached(String name) {
    Component plain = Documents.component("web", ComponentKind.WEB, 256, 1, 4);
    Component web =
        new Component(
            plain.id(),
            plain.name(),
            plain.kind(),
            plain.image(),
            plain.memoryMib(),
            plain.memoryPercent(),
            plain.vcpus(),
            plain.diskGib(),
            plain.bandwidthMbps(),
            plain.stateless(),
            plain.spreadOver(),
            plain.description(),
            plain.hostName(),
            plain.engine(),
            plain.software(),
            plain.sshKeys(),
            plain.userData(),
            plain.expected(),
            List.of(new AddressRequest(AddressRequest.Visibility.PUBLIC, Optional.empty())),
            plain.loadBalancing(),
            plain.source(),
            plain.backups());
    ConfigurationDocument document = Documents.of(name, web);
    return new ConfigurationDocument(
        document.name(),
        document.risk(),
        document.components(),
        document.links(),
        List.of(new FirewallEntry("web", 80, "0.0.0.0/0")),
        document.dedicated(),
        document.maximumLatencyMs(),
        document.purpose(),
        document.replaceOnFailure());
  }

  /** Where one of a machine's public addresses is served. */
  private static URI answeringAt(MachineRow machine, int port) {
    return machine.reachable().orElseThrow().entrySet().stream()
        .filter(address -> !address.getKey().equals(machine.privateAddress()))
        .flatMap(address -> Optional.ofNullable(address.getValue().get("" + port)).stream())
        .map(at -> URI.create("http://" + at + "/"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean answers(URI address) {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException refused) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Who answers. */
  private static Set<String> pages(Order shop, int count) {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < count; i++) {
      answers.add(engine.page(shop.configuration()));
    }
    return answers;
  }
}
