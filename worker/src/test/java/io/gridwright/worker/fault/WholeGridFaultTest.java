package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.activities.grid.GridSettings;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.grid.NodeView;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Home.Met;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.Root;
import io.gridwright.workflows.operation.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What befalls the whole grid at once, one after the other on three nodes. */
class WholeGridFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static FaultBench bench;
  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    bench =
        FaultBench.start(
            EngineUnderTest.setup()
                .building(FaultBench.impatient())
                .watching(watchful(GridSettings.DEFAULT)));
    engine = bench.engine();
  }

  private static GridSettings watchful(GridSettings usual) {
    return new GridSettings(
        Duration.ofMillis(300),
        usual.survey(),
        usual.report(),
        usual.nodeBandwidthMbps(),
        usual.lowestVmid(),
        usual.highestVmid(),
        usual.recoverAfter());
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  /** All nodes are there again, and what was left behind is swept. */
  @AfterEach
  void recover() {
    engine.faults().clear();
    nodes().forEach(node -> engine.grid().setNetwork(node, NodeNetwork.CONNECTED));
    nodes().forEach(node -> engine.grid().setPower(node, NodePower.ON));
    await("every node is usable again")
        .atMost(PATIENCE)
        .until(
            () -> {
              engine.sweep();
              return engine.store().nodes().nodes().stream()
                  .allMatch(node -> node.state() == NodeState.ONLINE);
            });
  }

  private static List<String> nodes() {
    return engine.grid().nodes().stream().map(NodeView::name).toList();
  }

  private static ConfigurationDocument web() {
    return Documents.of("shop", small("web"));
  }

  private static ConfigurationDocument pair() {
    return Documents.of(
        "shop", Documents.balancer("lb", Documents.virtualIp(80, "web")), small("web"));
  }

  private static Met always(String method, String path, FaultEffect effect, String message) {
    return fault(method, path, Integer.MAX_VALUE, effect, Duration.ZERO, message);
  }

  private static Met fault(
      String method, String path, int times, FaultEffect effect, Duration delay, String message) {
    var match = new FaultMatch(method, path);
    return new Met(
        engine.faults(),
        engine.faults().order(match, times, effect, OptionalInt.empty(), delay, message).id());
  }

  // ---------------------------------------------------------------- no quorum

  /** The node of that machine is there, and alone: it may write nothing. */
  private static void loseQuorumAround(Order order) {
    var node = bench.web(order).node().value();
    nodes().stream()
        .filter(other -> !other.equals(node))
        .forEach(other -> engine.grid().setNetwork(other, NodeNetwork.PARTITIONED));
    await("nobody is quorate")
        .atMost(PATIENCE)
        .until(() -> engine.grid().nodes().stream().noneMatch(NodeView::quorate));
  }

  private static void regainQuorum() {
    nodes().forEach(node -> engine.grid().setNetwork(node, NodeNetwork.CONNECTED));
  }

  private static void isRefusedForWantOfQuorum(Order order) {
    await("a step waits for quorum")
        .atMost(PATIENCE)
        .until(
            () ->
                engine.store().operations().steps(order.operation()).stream()
                    .flatMap(step -> step.error().stream())
                    .anyMatch(error -> error.matches("(?s).*(no quorum|Permission denied).*")));
  }

  /** PVE-D4: the resize fails inside its task when it has grown the image already. */
  @Test
  void waitsForQuorumWhereAResizeFailedThatHadGrownTheDisk() {
    var resize =
        fault("PUT", "/nodes/*/qemu/*/resize", 1, FaultEffect.HANG_TASK, Duration.ofSeconds(3), "");
    var order = engine.order(web());
    await("the disk is being grown").atMost(PATIENCE).until(() -> resize.count() == 1);

    loseQuorumAround(order);
    isRefusedForWantOfQuorum(order);
    regainQuorum();

    bench.succeeded(order);
    var disks = bench.root().client().configs().get(Root.ref(bench.web(order))).disks();
    assertThat(disks.values()).anyMatch(disk -> disk.size().equals(Optional.of(Bytes.gib(4))));
    bench.isDeleted(order);
  }

  /** PVE-D4, and an undo that is frozen until there is quorum again (DESIGN section 6). */
  @Test
  void undoesWhenThereIsQuorumAgain() {
    var silent =
        always(
            "POST",
            "/nodes/*/qemu/*/agent/ping",
            FaultEffect.REFUSE,
            "QEMU guest agent is not running");
    var order = engine.order(web());
    await("the agent is asked").atMost(PATIENCE).until(() -> silent.count() > 0);

    loseQuorumAround(order);
    engine.cancel(order);
    isRefusedForWantOfQuorum(order);
    regainQuorum();

    engine.awaitEnd(order, OperationState.CANCELLED);
    bench.leavesNothing(order);
  }

  @Test
  void deletesWhenThereIsQuorumAgain() {
    var shop = bench.succeeds(web());

    loseQuorumAround(shop);
    var deletion = engine.delete(shop);
    isRefusedForWantOfQuorum(deletion);
    regainQuorum();

    engine.awaitEnd(deletion, OperationState.SUCCEEDED);
    bench.leavesNothing(shop);
  }

  // ---------------------------------------------------------------- nobody is there

  @Test
  void waitsWhileEveryNodeIsAwayAndGoesOn() {
    var order =
        bench.ordered(
            pair(),
            "Configure",
            accepted -> nodes().forEach(node -> engine.grid().setPower(node, NodePower.OFF)));
    await("a step waits for an entry node")
        .atMost(PATIENCE)
        .until(
            () ->
                bench.steps(order, Steps.CONFIGURE).stream()
                    .flatMap(step -> step.error().stream())
                    .anyMatch(error -> error.contains("no entry node took the call")));
    assertThat(engine.store().nodes().nodes())
        .as("without a quorate entry nothing is believed")
        .allMatch(node -> node.state() == NodeState.ONLINE);

    nodes().forEach(node -> engine.grid().setPower(node, NodePower.ON));

    bench.succeeded(order);
    assertThat(engine.page(order.configuration())).isEqualTo("web");
    bench.isDeleted(order);
  }

  /** Machines that ran lost their power with all nodes: they are built anew. */
  @Test
  void finishesThoughAllNodesLostTheirPowerUnderMachinesThatRan() {
    var order =
        bench.ordered(
            pair(),
            "Equip",
            accepted -> {
              nodes().forEach(node -> engine.grid().setPower(node, NodePower.OFF));
              nodes().forEach(node -> engine.grid().setPower(node, NodePower.ON));
            });

    engine.awaitEnd(order, OperationState.SUCCEEDED);
    assertThat(engine.page(order.configuration())).isEqualTo("web");
    bench.isDeleted(order);
  }

  /** Calls enter the cluster elsewhere when the first entry node is dead. */
  @Test
  void finishesThroughOtherEntryNodes() {
    engine.grid().setPower("pve1", NodePower.OFF);

    var shop = bench.succeeds(pair());

    assertThat(engine.machines(shop.configuration()))
        .noneMatch(machine -> machine.node().value().equals("pve1"));
    bench.isDeleted(shop);
  }

  // ---------------------------------------------------------------- lists that lag, ranges that
  // end

  /** Fault 21: the overview shows nothing of what has happened since. */
  @Test
  void finishesThoughTheOverviewIsStale() {
    always("GET", "/cluster/resources", FaultEffect.STALE, "");

    bench.isDeleted(bench.succeeds(pair()));
  }

  @Test
  void failsAndTellsTheOperatorWhereEveryVmidIsGiven() {
    var usual = GridRanges.DEFAULT;
    int given =
        engine
            .ledger()
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT next_free - 1 FROM number_range WHERE name = 'VMID'")
                        .mapTo(Integer.class)
                        .one());
    engine
        .store()
        .gridSetup()
        .apply(
            new GridRanges(
                usual.lowestVmid() - 1,
                Math.max(given, usual.lowestVmid() - 1),
                usual.lowestVlanTag(),
                usual.highestVlanTag(),
                usual.privateRange(),
                usual.publicRange()));

    var problem = bench.fails(web());

    assertThat(problem.name()).isEqualTo("no-capacity");
    assertThat(problem.detail()).contains("No VMID", "widen the range");
    engine.store().gridSetup().apply(usual);
    bench.isDeleted(bench.succeeds(web()));
  }

  @Test
  void failsAndTellsTheOperatorWhereEveryPublicAddressIsGiven() {
    engine
        .ledger()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("DELETE FROM address WHERE scope = 'PUBLIC' AND state = 'FREE'"));

    var problem = bench.fails(pair());

    assertThat(problem.name()).isEqualTo("no-capacity");
    assertThat(problem.detail()).contains("No public address", "widen the range");
    engine.store().gridSetup().apply(GridRanges.DEFAULT);
    bench.isDeleted(bench.succeeds(pair()));
  }

  // ---------------------------------------------------------------- the hypervisor's own restart

  @Test
  void servesOnWhenTheHypervisorWasStartedAgain() {
    var shop = bench.succeeds(pair());

    bench.restartGrid();

    await("a page through the balancer")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(engine.page(shop.configuration())).isEqualTo("web"));
    engine.assertLedgerEqualsGrid(shop.configuration());
    bench.isDeleted(shop);
  }
}
