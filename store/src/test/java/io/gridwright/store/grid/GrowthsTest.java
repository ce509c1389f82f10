package io.gridwright.store.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Machines that become larger where they stand. */
class GrowthsTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final Capacity USUAL = new Capacity(1024, 1, 10, 100);
  private static final Problem LOST = Problem.of("node-lost", "The node is lost.");

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-400", "storage-200");
  private final Grid grid = Grid.of(store, 1, new Capacity(4096, 8, 60, 1000));

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void roomIsHeldBeforeAndIsOfTheAllocationFromTheCommitOn() {
    AcceptedOrder shop = running();
    Run change = changing(shop, 200, 30);

    hold(change);
    hold(change); // a repeat

    assertThat(node().reserved()).isEqualTo(new Capacity(0, 0, 20, 100));
    assertThat(node().allocated()).isEqualTo(USUAL);
    assertThat(store.growths().machines(change.id())).containsExactly(machine(shop));
    assertThat(desired(change, shop)).isEqualTo(30);
    LEDGER.businessTime().advance(Duration.ofMinutes(7));
    Instant at = LEDGER.businessTime().instant();
    commit(change);
    commit(change); // a repeat
    assertThat(store.operations().succeed(change.id(), change.epoch())).isTrue();

    assertThat(node().reserved()).isEqualTo(Capacity.NONE);
    assertThat(node().allocated()).isEqualTo(new Capacity(1024, 1, 30, 200));
    List<AllocationRow> held = allocations(shop);
    assertThat(held).hasSize(2);
    assertThat(held.get(0).amount()).isEqualTo(USUAL);
    assertThat(held.get(0).billedTo()).contains(at);
    assertThat(held.get(1).amount()).isEqualTo(new Capacity(1024, 1, 30, 200));
    assertThat(held.get(1).billedFrom()).contains(at);
    assertThat(held.get(1).role()).isEqualTo(PlacementRole.ORIGINAL);
    assertThat(held.get(1).billedTo()).isEmpty();
  }

  @Test
  void whatIsUndoneIsGivenBackButForTheDiskThatStays() {
    AcceptedOrder shop = running();
    Run change = changing(shop, 200, 30);
    hold(change);
    undo(change);

    assertThat(takeBack(change, shop)).isTrue();
    assertThatThrownBy(() -> desired(change, shop)).isInstanceOf(MachineGivenUpException.class);
    settle(change, shop, new Growths.Kept(false, false, true));
    settle(change, shop, new Growths.Kept(false, false, true)); // a repeat
    assertThat(takeBack(change, shop)).isFalse();
    store.operations().fail(change.id(), change.epoch());

    assertThat(node().reserved()).isEqualTo(Capacity.NONE);
    assertThat(node().allocated()).isEqualTo(new Capacity(1024, 1, 30, 100));
    assertThat(allocations(shop)).hasSize(1);
    Run again = changing(shop, 100, 20); // less than it has: it keeps what it has
    hold(again);
    assertThat(node().reserved()).isEqualTo(Capacity.NONE);
    commit(again);
    store.operations().succeed(again.id(), again.epoch());
    assertThat(node().allocated()).isEqualTo(new Capacity(1024, 1, 30, 100));
  }

  @Test
  void whatNobodyCouldAskIsTakenToBeAsLargeAsItMayBe() {
    AcceptedOrder shop = running();
    Run change = changing(shop, 200, 30);
    hold(change);
    undo(change);
    takeBack(change, shop);

    store.growths().leave(change.id(), change.epoch(), machine(shop).id());
    store.growths().leave(change.id(), change.epoch(), machine(shop).id()); // a repeat
    store.operations().fail(change.id(), change.epoch());

    assertThat(node().reserved()).isEqualTo(Capacity.NONE);
    assertThat(node().allocated()).isEqualTo(new Capacity(1024, 1, 30, 200));
    Run next = changing(shop, 150, 10);
    hold(next);
    assertThat(node().reserved()).isEqualTo(Capacity.NONE);
    commit(next);
    store.operations().succeed(next.id(), next.epoch());
    assertThat(node().allocated()).isEqualTo(new Capacity(1024, 1, 30, 150));
    delete(shop);
    assertThat(node().allocated()).isEqualTo(Capacity.NONE);
  }

  @Test
  void roomForWhatWasNeverBegunIsGivenBackAtOnce() {
    AcceptedOrder shop = running();
    Run change = changing(shop, 200, 30);
    hold(change);
    undo(change);

    store.growths().giveBackBut(change.id(), change.epoch(), Set.of());
    store.operations().fail(change.id(), change.epoch());

    assertThat(node().reserved()).isEqualTo(Capacity.NONE);
    assertThat(node().allocated()).isEqualTo(USUAL);
  }

  @Test
  void tellsWhatTheNodeLacks() {
    AcceptedOrder shop = running();
    Run change = changing(shop, 2000, 80);

    Problem problem = ((Refusal) catchThrowable(() -> hold(change))).problem();

    assertThat(problem.name()).isEqualTo("no-capacity");
    assertThat(problem.detail())
        .contains("db cannot grow where it stands, on node " + grid.node(0).value())
        .contains("1900 more Mbit/s are needed, 900 are free")
        .contains("70 more GiB of disk are needed, 50 are free");
    assertThat(problem.detail()).doesNotContain("vCPUs");
    assertThat(node().reserved()).isEqualTo(Capacity.NONE);
    undo(change);
    store.operations().fail(change.id(), change.epoch());
  }

  @Test
  void nothingGrowsOnANodeUnderMaintenance() {
    AcceptedOrder shop = running();
    Run change = changing(shop, 100, 11);
    store.nodes().changeState(grid.node(0), NodeState.ONLINE, NodeState.MAINTENANCE);

    assertThat(((Refusal) catchThrowable(() -> hold(change))).problem().detail())
        .contains("is MAINTENANCE");
    store.nodes().changeState(grid.node(0), NodeState.MAINTENANCE, NodeState.ONLINE);
    undo(change);
    store.operations().fail(change.id(), change.epoch());
  }

  @Test
  void ofSeveralThatGrowAtOnceNoMoreThanFitDo() {
    List<AcceptedOrder> shops = List.of(running(), running(), running());
    List<Run> changes =
        shops.stream()
            .map(shop -> changing(shop, 700, 10))
            .toList(); // 700 Mbit/s are free, 600 are wanted by each

    var outcomes =
        AtOnce.run(
            3,
            i ->
                () -> {
                  hold(changes.get(i));
                  return true;
                });

    assertThat(AtOnce.values(outcomes)).hasSize(1);
    assertThat(node().reserved().bandwidthMbps()).isEqualTo(600);
    changes.forEach(
        change -> {
          undo(change);
          store.growths().giveBackBut(change.id(), change.epoch(), Set.of());
          store.operations().fail(change.id(), change.epoch());
        });
  }

  @Test
  void anEarlierRunHoldsNothing() {
    AcceptedOrder shop = running();
    Run change = changing(shop, 200, 30);
    store.operations().begin(change.id(), "another run");

    assertThatThrownBy(() -> hold(change)).isInstanceOf(StaleEpochException.class);
    assertThatThrownBy(() -> desired(change, shop)).isInstanceOf(StaleEpochException.class);
    assertThatThrownBy(() -> takeBack(change, shop)).isInstanceOf(StaleEpochException.class);
  }

  private record Run(OperationId id, Epoch epoch) {}

  private AcceptedOrder running() {
    AcceptedOrder order = ann.orders(document("shop-" + System.nanoTime(), USUAL));
    Run run = begin(order);
    store
        .reservations()
        .reserve(run.id(), run.epoch(), grid.placing(order.configuration().document()));
    commit(run);
    store.operations().succeed(run.id(), run.epoch());
    return order;
  }

  private static ConfigurationDocument document(String name, Capacity size) {
    return Documents.of(
        name,
        Documents.limited(
            Documents.component(
                "db", ComponentKind.DATABASE, size.memoryMib(), size.vcpus(), size.diskGib()),
            size.bandwidthMbps()));
  }

  private Run begin(AcceptedOrder order) {
    return new Run(
        order.operation().id(), store.operations().begin(order.operation().id(), "run").epoch());
  }

  private Run changing(AcceptedOrder shop, int bandwidthMbps, long diskGib) {
    var row = store.configurations().find(shop.configuration().id()).orElseThrow();
    return begin(
        store
            .acceptance()
            .reconfigure(
                new ChangeOrder(
                    ann.account(),
                    row.id(),
                    ann.user(),
                    document(row.document().name(), new Capacity(1024, 1, diskGib, bandwidthMbps)),
                    row.version(),
                    false)));
  }

  private void hold(Run run) {
    store.growths().hold(run.id(), run.epoch());
  }

  private void commit(Run run) {
    assertThat(store.reservations().commit(run.id(), run.epoch()))
        .isInstanceOf(CommitResult.Committed.class);
  }

  private void undo(Run run) {
    store.operations().undo(run.id(), run.epoch(), OperationState.FAILED, Optional.of(LOST));
  }

  private boolean takeBack(Run run, AcceptedOrder shop) {
    return store.growths().takeBack(run.id(), run.epoch(), machine(shop).id());
  }

  private void settle(Run run, AcceptedOrder shop, Growths.Kept kept) {
    store.growths().settle(run.id(), run.epoch(), machine(shop).id(), kept);
  }

  private long desired(Run run, AcceptedOrder shop) {
    return store.growths().desired(run.id(), run.epoch(), machine(shop).id()).diskGib();
  }

  private void delete(AcceptedOrder shop) {
    var row = store.configurations().find(shop.configuration().id()).orElseThrow();
    Run deletion =
        begin(
            store
                .acceptance()
                .delete(new DeleteOrder(ann.account(), row.id(), ann.user(), row.version())));
    store.reservations().release(deletion.id(), deletion.epoch(), machine(shop).id());
    store.operations().succeed(deletion.id(), deletion.epoch());
  }

  private MachineRow machine(AcceptedOrder shop) {
    return store.machines().ofConfiguration(shop.configuration().id()).get(0);
  }

  private List<AllocationRow> allocations(AcceptedOrder shop) {
    return store.machines().allocations(shop.configuration().id());
  }

  private NodeRow node() {
    return store.nodes().find(grid.node(0)).orElseThrow();
  }
}
