package io.gridwright.worker.recovery;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwright.activities.grid.GridSettings;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.store.Refusal;
import io.gridwright.store.grid.Fencing;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.notice.NoticeKind;
import io.gridwright.store.notice.NoticeRow;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.Clients;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes are lost, and come back. */
class RecoveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine =
        EngineUnderTest.start(
            EngineUnderTest.setup()
                .withNodes(6)
                .withLatency(0.1)
                .watching(hasty(GridSettings.DEFAULT))
                .recoveringNodes());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @AfterEach
  void everyNodeIsOn() {
    nodes().forEach(node -> engine.grid().setNetwork(node.value(), NodeNetwork.CONNECTED));
    nodes().forEach(node -> power(node, NodePower.ON));
    awaitAllOnline();
  }

  private static GridSettings hasty(GridSettings usual) {
    return new GridSettings(
        Duration.ofMillis(300),
        usual.survey(),
        usual.report(),
        usual.nodeBandwidthMbps(),
        usual.lowestVmid(),
        usual.highestVmid(),
        Duration.ofSeconds(1));
  }

  /** CASES F133: two nodes are lost, one with a web server, one with nothing of it. */
  @Test
  void aLostWebServerIsBuiltElsewhereAndNothingElseIsTouched() {
    Order shop = engine.running(Documents.sample("two-lost"));
    Map<String, MachineRow> before = byName(shop);
    Map<String, Instant> since = runningSince(shop);
    NodeName lost = before.get("web-1").node();
    List<NodeName> empty =
        nodes().stream()
            .filter(node -> before.values().stream().noneMatch(m -> m.node().equals(node)))
            .toList();
    assertThat(empty).hasSize(2);

    power(lost, NodePower.OFF);
    power(empty.get(0), NodePower.OFF);
    await().atMost(PATIENCE).until(() -> servedBy(shop).equals(List.of("web-2")));
    try (var clients = new Clients(host(shop), 2)) {
      await().atMost(PATIENCE).until(() -> isRunningOn(shop, "web-1", empty.get(1)));
      awaitEnd(recoveries(shop).get(0));
      int seen = clients.pages().values().stream().mapToInt(Number::intValue).sum();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  clients.pages().containsKey("web-1")
                      && clients.pages().values().stream().mapToInt(Number::intValue).sum()
                          > seen + 50);
      assertThat(clients.failures()).isEmpty();
    }

    Map<String, MachineRow> after = byName(shop);
    for (String name : List.of("lb", "web-2", "db")) {
      assertThat(after.get(name)).as(name).isEqualTo(before.get(name));
      assertThat(runningSince(shop).get(name)).as(name).isEqualTo(since.get(name));
    }
    assertThat(after.get("web-1").privateAddress())
        .isNotEqualTo(before.get("web-1").privateAddress());
    assertThat(recoveries(shop)).hasSize(1);
    assertThat(
            engine.store().replacements().built(recoveries(shop).get(0).id()).stream()
                .map(part -> part.component()))
        .containsExactly(before.get("web-1").componentId());
    assertThat(operations(shop)).filteredOn(o -> o.kind() == OperationKind.PROVISION).hasSize(1);
    assertThat(Clients.linksOf(host(shop), "web-1")).contains("\"db\",\"reachable\":true");

    power(lost, NodePower.ON);
    power(empty.get(0), NodePower.ON);
    awaitAllOnline();
    engine.sweep();
    assertThat(engine.store().orphans().open()).isEmpty();
    engine.assertLedgerEqualsGrid();
    assertThat(recoveries(shop)).hasSize(1);
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void whatHasDataWaitsForItsNodeAndIsStartedThere() {
    Order shop = engine.running(Documents.sample("data"));
    MachineRow database = byName(shop).get("db");

    power(database.node(), NodePower.OFF);
    await().atMost(PATIENCE).until(() -> !notices(shop).isEmpty());

    assertThat(notices(shop))
        .singleElement()
        .satisfies(notice -> assertThat(notice.kind()).isEqualTo(NoticeKind.SERVERS_LOST))
        .satisfies(
            notice -> assertThat(notice.text()).contains("Started when the host is back: db"));
    assertThat(engine.store().losses().lost(shop.configuration()))
        .extracting(MachineRow::componentName)
        .contains("db");

    power(database.node(), NodePower.ON);
    awaitAllOnline();
    await().atMost(PATIENCE).until(() -> isRunningOn(shop, "db", database.node()));
    await()
        .atMost(PATIENCE)
        .until(() -> Clients.linksOf(host(shop), "web-2").contains("\"db\",\"reachable\":true"));
    assertThat(byName(shop).get("db").vmid()).isEqualTo(database.vmid());
    awaitQuiet(shop);
    engine.sweep();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  /** DESIGN section 6: what answers at an address of the original waits for proof. */
  @Test
  void aLostBalancerIsBuiltElsewhereOnceItsNodesBmcSaysOff() {
    Order shop = engine.running(Documents.sample("balanced"));
    MachineRow balancer = byName(shop).get("lb");

    power(balancer.node(), NodePower.OFF);

    awaitSuccessorOf(shop, balancer);
    assertThat(fencing(balancer.node()).orElseThrow().proof()).isEqualTo("redfish");
    comesBackSoundly(shop, balancer.node());
  }

  /** A node that nobody reaches may still answer: only a person can say that it does not. */
  @Test
  void aLostBalancerThatNoBmcTellsOfWaitsForAnOperatorsWord() {
    Order shop = engine.running(Documents.sample("cut-off"));
    MachineRow balancer = byName(shop).get("lb");
    NodeName node = balancer.node();
    assertThatThrownBy(() -> fence(shop, node))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not lost");

    engine.grid().setNetwork(node.value(), NodeNetwork.PARTITIONED);
    await().atMost(PATIENCE).until(() -> isProofWanted(node));
    assertThat(byName(shop).get("lb")).isEqualTo(balancer);
    assertThat(recoveries(shop)).isEmpty();

    power(node, NodePower.OFF);
    fence(shop, node);
    fence(shop, node);
    awaitSuccessorOf(shop, balancer);
    assertThat(fencing(node).orElseThrow().evidence()).isEqualTo("its plug is in my hand");
    engine.grid().setNetwork(node.value(), NodeNetwork.CONNECTED);
    comesBackSoundly(shop, node);
  }

  private static boolean isProofWanted(NodeName node) {
    return engine.store().notices().after("", 1000).stream()
        .filter(notice -> notice.kind() == NoticeKind.PROOF_WANTED)
        .anyMatch(notice -> notice.text().contains("stood on " + node.value()));
  }

  private static Optional<Fencing> fencing(NodeName node) {
    return engine
        .store()
        .losses()
        .open(node)
        .flatMap(work -> engine.store().losses().fencing(work.id()));
  }

  /** At the same public address. */
  private static void awaitSuccessorOf(Order shop, MachineRow balancer) {
    await().atMost(PATIENCE).until(() -> !byName(shop).get("lb").node().equals(balancer.node()));
    recoveries(shop).forEach(RecoveryTest::awaitEnd);
    assertThat(byName(shop).get("lb").reachable().orElseThrow().keySet())
        .containsAll(balancer.reachable().orElseThrow().keySet());
    assertThat(Clients.count(host(shop), 20)).containsOnlyKeys("web-1", "web-2");
    assertThat(engine.violations()).isEmpty();
  }

  private static void comesBackSoundly(Order shop, NodeName node) {
    power(node, NodePower.ON);
    awaitAllOnline();
    awaitQuiet(shop);
    engine.sweep();
    assertThat(engine.violations()).isEmpty();
    assertThat(engine.store().orphans().open()).isEmpty();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void withoutRoomTheCustomerIsToldAndItIsBuiltOnceThereIsRoom() {
    Order shop = engine.running(Documents.sample("crowded"));
    MachineRow web = byName(shop).get("web-1");
    List<NodeName> closed = nodes().stream().filter(node -> !node.equals(web.node())).toList();
    closed.forEach(node -> close(node, NodeState.ONLINE, NodeState.MAINTENANCE));

    power(web.node(), NodePower.OFF);
    await()
        .atMost(PATIENCE)
        .until(() -> notices(shop).stream().anyMatch(n -> n.kind() == NoticeKind.NO_ROOM));
    assertThat(recoveries(shop))
        .singleElement()
        .satisfies(o -> assertThat(o.error().orElseThrow().name()).isEqualTo("no-capacity"));
    assertThat(byName(shop).get("web-1")).isEqualTo(web);

    closed.forEach(node -> close(node, NodeState.MAINTENANCE, NodeState.ONLINE));
    await().atMost(PATIENCE).until(() -> !byName(shop).get("web-1").node().equals(web.node()));
    recoveries(shop).subList(1, recoveries(shop).size()).forEach(RecoveryTest::awaitEnd);

    power(web.node(), NodePower.ON);
    awaitAllOnline();
    awaitQuiet(shop);
    engine.sweep();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  private static void power(NodeName node, NodePower power) {
    engine.grid().setPower(node.value(), power);
  }

  private static void close(NodeName node, NodeState from, NodeState to) {
    assertThat(engine.store().nodes().changeState(node, from, to)).isTrue();
  }

  private static void fence(Order shop, NodeName node) {
    engine.store().losses().fencedBy(shop.customer().user(), node, "its plug is in my hand");
  }

  private static List<NodeName> nodes() {
    return engine.store().nodes().nodes().stream().map(NodeRow::name).toList();
  }

  private static void awaitAllOnline() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              engine.sweep();
              return engine.store().nodes().nodes().stream()
                      .allMatch(node -> node.state() == NodeState.ONLINE)
                  && engine.store().gridWorks().running().isEmpty();
            });
  }

  private static void awaitQuiet(Order shop) {
    await()
        .atMost(PATIENCE)
        .until(() -> engine.store().operations().open(shop.configuration()).isEmpty());
  }

  private static void awaitEnd(OperationRow operation) {
    await().atMost(PATIENCE).until(() -> engine.operation(operation.id()).state().ended());
    assertThat(engine.operation(operation.id()).state())
        .as("%s", engine.steps(operation.id()))
        .isEqualTo(OperationState.SUCCEEDED);
  }

  private static List<OperationRow> operations(Order shop) {
    return engine
        .store()
        .operations()
        .ofConfiguration(shop.configuration(), Optional.empty(), 1000);
  }

  private static List<OperationRow> recoveries(Order shop) {
    return operations(shop).stream().filter(o -> o.kind() == OperationKind.RECOVER).toList();
  }

  private static List<NoticeRow> notices(Order shop) {
    return engine.store().notices().ofConfiguration(shop.configuration());
  }

  private static List<String> servedBy(Order shop) {
    try {
      return Stream.generate(() -> engine.page(shop.configuration())).limit(6).distinct().toList();
    } catch (AssertionError | RuntimeException notYet) {
      return List.of();
    }
  }

  private static boolean isRunningOn(Order shop, String component, NodeName node) {
    return Optional.ofNullable(byName(shop).get(component))
        .filter(machine -> machine.node().equals(node))
        .filter(machine -> view(machine).filter(MachineView::powered).isPresent())
        .isPresent();
  }

  private static Map<String, Instant> runningSince(Order shop) {
    return byName(shop).values().stream()
        .filter(machine -> view(machine).filter(MachineView::powered).isPresent())
        .collect(
            toMap(
                MachineRow::componentName,
                machine -> view(machine).orElseThrow().startedAt().orElseThrow()));
  }

  private static Optional<MachineView> view(MachineRow machine) {
    return engine.grid().machines().stream()
        .filter(view -> view.vmid() == machine.vmid().value())
        .findFirst();
  }

  private static String host(Order shop) {
    return byName(shop).get("lb").reachable().orElseThrow().values().stream()
        .flatMap(ports -> Stream.ofNullable(ports.get("80")))
        .findFirst()
        .orElseThrow();
  }

  /** Who serves now. */
  private static Map<String, MachineRow> byName(Order shop) {
    return engine.machines(shop.configuration()).stream()
        .filter(machine -> machine.role() == io.gridwright.domain.grid.PlacementRole.ORIGINAL)
        .collect(toMap(MachineRow::componentName, machine -> machine));
  }
}
