package io.gridwright.worker.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.placement.Move;
import io.gridwright.engine.grid.GridForecasts;
import io.gridwright.store.grid.AllocationRow;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Fetching;
import io.gridwright.worker.testing.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Machines change nodes while they are used. */
class MoveTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final UserId OPERATOR = new UserId("operator");

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.start(EngineUnderTest.setup().withNodes(5).withLatency(0.2));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void aCustomerNoticesNothingOfAMove() {
    Order shop = engine.running(Documents.sample("shop"));
    MachineRow before = machine(shop, "web-1");
    MachineRow balancer = machine(shop, "lb");
    var fetching = new Fetching(engine, shop);

    Order web =
        engine.sent(engine.acceptedMove(shop, before, engine.nodeWithout(shop.configuration())));
    engine.awaitEnd(web, OperationState.SUCCEEDED);
    Order lb =
        engine.sent(engine.acceptedMove(shop, balancer, engine.nodeWithout(shop.configuration())));
    engine.awaitEnd(lb, OperationState.SUCCEEDED);

    assertThat(fetching.end()).hasSizeGreaterThan(20);
    MachineRow after = machine(shop, "web-1");
    assertThat(after.node()).isNotEqualTo(before.node());
    assertThat(machine(shop, "lb").node()).isNotEqualTo(balancer.node());
    assertThat(List.of(after.vmid(), after.mac(), after.privateAddress(), after.state()))
        .isEqualTo(List.of(before.vmid(), before.mac(), before.privateAddress(), before.state()));
    assertThat(after.reachable()).isEqualTo(before.reachable());
    engine.assertLedgerEqualsGrid();
    assertThat(billed(before)).hasSize(2);
    engine.sweep();
    assertThat(engine.store().orphans().open()).isEmpty();
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void aNodeUnderMaintenanceIsEmptiedAndTakesNothingNew() {
    Order shop = engine.running(Documents.sample("maintained"));
    NodeName node = machine(shop, "web-1").node();
    var fetching = new Fetching(engine, shop);

    GridWorkRow work =
        engine.store().gridWorks().beginMaintenance(node, OPERATOR, Optional.empty());

    awaitEnd(work, GridWorkRow.State.DONE);
    assertThat(fetching.end()).isNotEmpty();
    assertThat(engine.store().machines().onNode(node)).isEmpty();
    assertThat(state(node)).isEqualTo(NodeState.MAINTENANCE);
    Order page = engine.running(Documents.web("beside", 256, 4));
    assertThat(machine(page, "web").node()).isNotEqualTo(node);
    engine.assertLedgerEqualsGrid();
    engine.store().gridWorks().endMaintenance(node, Optional.empty());
    assertThat(state(node)).isEqualTo(NodeState.ONLINE);
    engine.deleted(page);
    engine.deleted(shop);
  }

  @Test
  void whatFindsNoPlaceIsToldAndStays() {
    Order page = engine.running(Documents.web("stuck", 256, 4));
    NodeName node = machine(page, "web").node();
    List<NodeName> others =
        engine.store().nodes().nodes().stream()
            .map(NodeRow::name)
            .filter(name -> !name.equals(node))
            .toList();
    others.forEach(
        other ->
            engine.store().nodes().changeState(other, NodeState.ONLINE, NodeState.MAINTENANCE));

    GridWorkRow work =
        engine.store().gridWorks().beginMaintenance(node, OPERATOR, Optional.empty());

    await().atMost(PATIENCE).until(() -> !row(work).report().left().isEmpty());
    assertThat(row(work).report().left())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.component()).isEqualTo("web");
              assertThat(left.reason()).contains("No other node takes it");
            });
    engine.store().gridWorks().endMaintenance(node, Optional.empty());
    assertThat(row(work).state()).isEqualTo(GridWorkRow.State.STOPPED);
    assertThat(machine(page, "web").node()).isEqualTo(node);
    others.forEach(
        other ->
            engine.store().nodes().changeState(other, NodeState.MAINTENANCE, NodeState.ONLINE));
    engine.deleted(page);
  }

  @Test
  void aBalancedGridYieldsNoMovesAndAnUnevenOneFewThatAreCarriedOut() throws Exception {
    try (var forecasts = new GridForecasts(engine.temporal())) {
      Order shop = engine.running(Documents.sample("even"));
      assertThat(forecasts.rebalance(10)).isEmpty();
      assertThat(forecasts.capacity().nodes())
          .hasSize(5)
          .allSatisfy(node -> assertThat(node.wouldNotFit()).isEmpty());

      List<Order> heaped = new ArrayList<>();
      NodeName node = machine(shop, "web-1").node();
      for (int i = 0; i < 3; i++) {
        Order page = engine.running(Documents.web("heap-" + i, 8192, 4));
        heaped.add(page);
        MachineRow web = machine(page, "web");
        if (!web.node().equals(node)) {
          engine.awaitEnd(
              engine.sent(engine.acceptedMove(page, web, node)), OperationState.SUCCEEDED);
        }
      }
      List<Move> moves = forecasts.rebalance(10);
      assertThat(moves).isNotEmpty().hasSizeLessThanOrEqualTo(3);
      assertThat(moves).extracting(Move::from).containsOnly(node);

      GridWorkRow work =
          engine.store().gridWorks().beginRebalance(moves, OPERATOR, Optional.empty());

      awaitEnd(work, GridWorkRow.State.DONE);
      assertThat(forecasts.rebalance(10)).isEmpty();
      engine.assertLedgerEqualsGrid();
      heaped.forEach(engine::deleted);
      engine.deleted(shop);
    }
  }

  private static NodeState state(NodeName node) {
    return engine.store().nodes().find(node).orElseThrow().state();
  }

  private static GridWorkRow row(GridWorkRow work) {
    return engine.store().gridWorks().find(work.id()).orElseThrow();
  }

  private static void awaitEnd(GridWorkRow work, GridWorkRow.State state) {
    await().atMost(PATIENCE).until(() -> row(work).state() != GridWorkRow.State.RUNNING);
    assertThat(row(work).state()).as(() -> row(work).toString()).isEqualTo(state);
  }

  private static List<AllocationRow> billed(MachineRow machine) {
    return engine.store().machines().allocations(machine.configurationId()).stream()
        .filter(row -> row.machineId().equals(machine.id()) && row.billedFrom().isPresent())
        .toList();
  }

  private static MachineRow machine(Order order, String component) {
    return engine.machines(order.configuration()).stream()
        .filter(machine -> machine.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }
}
