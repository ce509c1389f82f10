package io.gridwright.store.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.Submission;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MovesTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-2500");

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  private record Run(OperationId id, Epoch epoch) {}

  @Test
  void aMachineUnderWayHoldsRoomOnBothNodes() {
    Grid grid = Grid.of(store, 2);
    MachineRow web = running(ann, grid.node(0));
    Run move = begun(ann, web, grid.node(1));

    MoveResult result = store.moves().reserve(move.id(), move.epoch());

    assertThat(result).isEqualTo(new MoveResult.Reserved(List.of(new Transfer(web, grid.node(1)))));
    assertThat(node(grid.node(0)).allocated()).isEqualTo(new Capacity(1024, 1, 5, 0));
    assertThat(node(grid.node(1)).reserved()).isEqualTo(new Capacity(1024, 1, 5, 0));
    assertThat(store.nodes().list().stream().flatMap(n -> n.tenants().stream()))
        .filteredOn(tenant -> tenant.machineId().equals(web.id()))
        .extracting(Tenant::node)
        .containsExactlyInAnyOrder(grid.node(0), grid.node(1));
    assertThat(store.machines().expectedOn(grid.node(1))).containsExactly(web);
    assertThat(store.machines().places())
        .filteredOn(place -> place.id().equals(web.id()))
        .extracting(MachineRow::role, MachineRow::node)
        .containsExactlyInAnyOrder(
            tuple(PlacementRole.ORIGINAL, grid.node(0)), tuple(PlacementRole.TARGET, grid.node(1)));
    assertThat(store.moves().reserve(move.id(), move.epoch())).isEqualTo(result); // a repeat
  }

  @Test
  void aMachineThatArrivedIsBilledWithoutAGapAndNothingTwice() {
    Grid grid = Grid.of(store, 2);
    MachineRow web = running(ann, grid.node(0));
    Run move = begun(ann, web, grid.node(1));
    store.moves().reserve(move.id(), move.epoch());
    LEDGER.businessTime().advance(Duration.ofMinutes(7));
    Instant at = LEDGER.businessTime().instant();

    store.moves().follow(move.id(), move.epoch(), web.id());
    store.moves().follow(move.id(), move.epoch(), web.id()); // a repeat

    List<AllocationRow> held = store.machines().allocations(web.configurationId());
    assertThat(held).hasSize(2);
    AllocationRow before = held.get(0);
    AllocationRow after = held.get(1);
    assertThat(before.billedTo()).contains(at);
    assertThat(before.releasedAt()).contains(at);
    assertThat(after.billedFrom()).contains(at);
    assertThat(after.billedTo()).isEmpty();
    assertThat(after.role()).isEqualTo(PlacementRole.ORIGINAL);
    assertThat(after.amount()).isEqualTo(before.amount());
    assertThat(node(grid.node(0)).allocated()).isEqualTo(Capacity.NONE);
    assertThat(node(grid.node(1)).allocated()).isEqualTo(before.amount());
    assertThat(node(grid.node(1)).reserved()).isEqualTo(Capacity.NONE);
    assertThat(store.machines().allocation(web.id())).contains(after);
    MachineRow moved = store.machines().find(web.id()).orElseThrow();
    assertThat(moved.node()).isEqualTo(grid.node(1));
    assertThat(List.of(moved.vmid(), moved.mac(), moved.privateAddress()))
        .isEqualTo(List.of(web.vmid(), web.mac(), web.privateAddress()));
    assertThat(store.moves().open(move.id())).isEmpty();
    assertThat(store.operations().succeed(move.id(), move.epoch())).isTrue();
  }

  @Test
  void aMachineThatMovedTwiceAndWentHoldsNothing() {
    Grid grid = Grid.of(store, 3);
    MachineRow web = running(ann, grid.node(0));
    moved(web, grid.node(1));
    moved(store.machines().find(web.id()).orElseThrow(), grid.node(2));
    var deletion =
        store
            .acceptance()
            .delete(
                new io.gridwright.store.configuration.DeleteOrder(
                    ann.account(), web.configurationId(), ann.user(), 1));
    Epoch epoch = store.operations().begin(deletion.operation().id(), "run").epoch();

    assertThat(store.reservations().release(deletion.operation().id(), epoch, web.id())).isTrue();
    store.operations().succeed(deletion.operation().id(), epoch);

    grid.nodes().forEach(each -> assertThat(node(each).allocated()).isEqualTo(Capacity.NONE));
    assertThat(store.machines().allocations(web.configurationId()))
        .allSatisfy(held -> assertThat(held.releasedAt()).isPresent());
  }

  @Test
  void aMachineThatStaysGivesTheRoomElsewhereBack() {
    Grid grid = Grid.of(store, 2);
    MachineRow web = running(ann, grid.node(0));
    Run move = begun(ann, web, grid.node(1));
    store.moves().reserve(move.id(), move.epoch());

    fail(move);
    store.moves().giveBack(move.id(), move.epoch(), web.id());
    store.moves().giveBack(move.id(), move.epoch(), web.id()); // a repeat
    store.moves().giveBackAll(move.id(), move.epoch());
    store.operations().fail(move.id(), move.epoch());

    assertThat(node(grid.node(1)).reserved()).isEqualTo(Capacity.NONE);
    assertThat(store.machines().find(web.id())).contains(web);
    assertThat(store.machines().allocation(web.id()).orElseThrow().billedTo()).isEmpty();
  }

  @Test
  void holdsNothingWhereTheNodeIsFullOrTakesNothingNew() {
    Grid grid = Grid.of(store, 1);
    Grid small = Grid.of(store, 1, new Capacity(512, 4, 100, 1000));
    MachineRow web = running(ann, grid.node(0));
    Run move = begun(ann, web, small.node(0));

    assertThat(store.moves().reserve(move.id(), move.epoch()))
        .isEqualTo(new MoveResult.Conflict(small.node(0)));

    Grid closed = Grid.of(store, 1);
    store.nodes().changeState(closed.node(0), NodeState.ONLINE, NodeState.MAINTENANCE);
    MachineRow other = running(Customer.with(store, "memory-400"), grid.node(0));
    Run refused = begun(new Customer(store, other.accountId(), ann.user()), other, closed.node(0));
    assertThat(store.moves().reserve(refused.id(), refused.epoch()))
        .isEqualTo(new MoveResult.Conflict(closed.node(0)));
    end(move);
    end(refused);
  }

  @Test
  void isolationHoldsForWhatIsMovedToo() {
    Grid grid = Grid.of(store, 2);
    running(ann, grid.node(1));
    Customer eve = Customer.with(store, "memory-400");
    store.accounts().rate(eve.account(), RiskLevel.HIGH);
    MachineRow risky = running(eve, grid.node(0));
    Run move = begun(eve, risky, grid.node(1));

    assertThat(store.moves().reserve(move.id(), move.epoch()))
        .isEqualTo(new MoveResult.Conflict(grid.node(1)));
    end(move);
  }

  @Test
  void ofTwoMovesAtOnceToOneNodeWithRoomForOneOneWins() {
    Grid grid = Grid.of(store, 1);
    Grid small = Grid.of(store, 1, new Capacity(1536, 4, 100, 1000));
    Customer bob = Customer.with(store, "memory-400");
    Run anns = begun(ann, running(ann, grid.node(0)), small.node(0));
    Run bobs = begun(bob, running(bob, grid.node(0)), small.node(0));

    var outcomes =
        AtOnce.run(
            2,
            i ->
                () ->
                    store
                        .moves()
                        .reserve((i == 0 ? anns : bobs).id(), (i == 0 ? anns : bobs).epoch()));

    assertThat(AtOnce.values(outcomes))
        .hasAtLeastOneElementOfType(MoveResult.Reserved.class)
        .contains(new MoveResult.Conflict(small.node(0)));
  }

  @Test
  void aMachineIsNotMovedFromWhereItIsNot() {
    Grid grid = Grid.of(store, 3);
    MachineRow web = running(ann, grid.node(0));
    Run move =
        begun(
            ann,
            web.configurationId(),
            new Move(web.configurationId(), "web", 0, grid.node(1), grid.node(2)));

    MoveResult result = store.moves().reserve(move.id(), move.epoch());

    assertThat(result).isInstanceOf(MoveResult.Refused.class);
    assertThat(((MoveResult.Refused) result).problem().name()).isEqualTo("conflict");
    end(move);
    Run none =
        begun(
            ann,
            web.configurationId(),
            new Move(web.configurationId(), "db", 0, grid.node(0), grid.node(2)));
    assertThat(store.moves().reserve(none.id(), none.epoch()))
        .isInstanceOf(MoveResult.Refused.class);
    end(none);
  }

  @Test
  void anOlderRunMovesNothing() {
    Grid grid = Grid.of(store, 2);
    MachineRow web = running(ann, grid.node(0));
    Run move = begun(ann, web, grid.node(1));
    store.moves().reserve(move.id(), move.epoch());
    Epoch newer = store.operations().begin(move.id(), "run-2").epoch();

    assertThatThrownBy(() -> store.moves().follow(move.id(), move.epoch(), web.id()))
        .isInstanceOf(StaleEpochException.class);

    assertThat(store.moves().open(move.id())).hasSize(1);
    store.moves().follow(move.id(), newer, web.id());
  }

  @Test
  void aRiskyConfigurationsPurposeCountsWhereItIsMoved() {
    Grid grid = Grid.of(store, 2);
    running(Customer.with(store, "memory-400"), grid.node(1));
    var order =
        ann.orders(
            Documents.risky(
                Documents.web("blog", 512, 5),
                new RiskProfile(RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.LOW),
                "BLOG"));
    MachineRow blog = built(order.operation().id(), order.configuration().id(), grid.node(0));
    Run move = begun(ann, blog, grid.node(1));

    assertThat(store.moves().reserve(move.id(), move.epoch()))
        .isEqualTo(new MoveResult.Conflict(grid.node(1)));
    end(move);
  }

  /** Two drains at once each plan for the third node; the second must see the first's arrival. */
  @Test
  void aMachineDoesNotFollowItsTierMateToTheSameNode() {
    Grid grid = Grid.of(store, 3);
    List<MachineRow> webs = pair(grid.node(0), grid.node(1));
    moved(webs.get(0), grid.node(2));
    Run second = begun(ann, webs.get(1), grid.node(2));

    assertThat(store.moves().reserve(second.id(), second.epoch()))
        .isEqualTo(new MoveResult.Conflict(grid.node(2)));
    end(second);
    decide(
        PlacementPolicy.PUBLISHED
            .with("distinct", FactorMode.SCORE)
            .with("racks", FactorMode.SCORE));
    try {
      moved(webs.get(1), grid.node(2));
    } finally {
      decide(PlacementPolicy.PUBLISHED);
    }
  }

  @Test
  void machinesOfOneWishMayChangePlaces() {
    Grid grid = Grid.of(store, 2);
    List<MachineRow> webs = pair(grid.node(0), grid.node(1));
    ConfigurationId configuration = webs.get(0).configurationId();
    Run swap =
        begun(
            ann,
            configuration,
            new Move(configuration, "web-1", 0, grid.node(0), grid.node(1)),
            new Move(configuration, "web-2", 0, grid.node(1), grid.node(0)));

    assertThat(store.moves().reserve(swap.id(), swap.epoch()))
        .isInstanceOf(MoveResult.Reserved.class);
    giveBack(swap);
  }

  @Test
  void racksAndGroupsAreJudgedAsTheyAreNow() {
    Grid grid = Grid.of(store, 3);
    List<MachineRow> webs = pair(grid.node(0), grid.node(1));
    Run move = begun(ann, webs.get(1), grid.node(2));
    label(grid.node(0), "rack", "a");
    label(grid.node(2), "rack", "a");
    assertThat(store.moves().reserve(move.id(), move.epoch()))
        .isEqualTo(new MoveResult.Conflict(grid.node(2)));

    label(grid.node(2), "rack", "b");
    label(grid.node(2), "group", "lb");
    decide(PlacementPolicy.PUBLISHED.withGroups(Map.of("lb", Set.of(ComponentKind.LOAD_BALANCER))));
    try {
      assertThat(store.moves().reserve(move.id(), move.epoch()))
          .isEqualTo(new MoveResult.Conflict(grid.node(2)));
    } finally {
      decide(PlacementPolicy.PUBLISHED);
    }
    assertThat(store.moves().reserve(move.id(), move.epoch()))
        .isInstanceOf(MoveResult.Reserved.class);
    giveBack(move);
  }

  private void giveBack(Run run) {
    fail(run);
    store.moves().giveBackAll(run.id(), run.epoch());
    store.operations().fail(run.id(), run.epoch());
  }

  private void decide(PlacementPolicy policy) {
    store.policy().replace(policy, OptionalLong.empty(), ann.user());
  }

  private void label(NodeName node, String name, String value) {
    store.nodes().relabel(node, Map.of(name, Optional.of(value)));
  }

  /** Two web servers of one configuration, each on a node of its own. */
  private List<MachineRow> pair(NodeName one, NodeName other) {
    var order =
        ann.orders(
            Documents.of(
                "pair-" + System.nanoTime(),
                Documents.component("web-1", ComponentKind.WEB, 512, 1, 5),
                Documents.component("web-2", ComponentKind.WEB, 512, 1, 5)));
    built(order.operation().id(), order.configuration().id(), one, other);
    return store.machines().ofConfiguration(order.configuration().id()).stream()
        .sorted(Comparator.comparing(MachineRow::componentName))
        .toList();
  }

  private void moved(MachineRow machine, NodeName to) {
    Run move = begun(ann, machine, to);
    assertThat(store.moves().reserve(move.id(), move.epoch()))
        .isInstanceOf(MoveResult.Reserved.class);
    store.moves().follow(move.id(), move.epoch(), machine.id());
    store.operations().succeed(move.id(), move.epoch());
  }

  private MachineRow running(Customer customer, NodeName on) {
    var order = customer.orders(Documents.web("web-" + System.nanoTime(), 1024, 5));
    return built(order.operation().id(), order.configuration().id(), on);
  }

  private MachineRow built(OperationId operation, ConfigurationId id, NodeName... on) {
    Epoch epoch = store.operations().begin(operation, "run").epoch();
    var document = store.configurations().find(id).orElseThrow().document();
    var reserved =
        (ReserveResult.Reserved)
            store.reservations().reserve(operation, epoch, new Grid(List.of(on)).placing(document));
    for (MachineRow machine : reserved.machines()) {
      store
          .machines()
          .intent(operation, epoch, machine.id(), MachineState.RUNNING, Optional.empty());
    }
    store.reservations().commit(operation, epoch);
    store.operations().succeed(operation, epoch);
    return store.machines().find(reserved.machines().get(0).id()).orElseThrow();
  }

  private Run begun(Customer customer, MachineRow machine, NodeName to) {
    return begun(
        customer,
        machine.configurationId(),
        new Move(
            machine.configurationId(),
            machine.componentName(),
            machine.ordinal(),
            machine.node(),
            to));
  }

  private Run begun(Customer customer, ConfigurationId configuration, Move... moves) {
    var accepted =
        store
            .acceptance()
            .submit(
                new Submission(
                    customer.account(),
                    configuration,
                    OperationKind.MOVE,
                    Optional.empty(),
                    Optional.of(new MoveOrder(MoveReason.DRAIN, List.of(moves)).payload()),
                    Optional.empty()));
    OperationId id = accepted.operation().id();
    return new Run(id, store.operations().begin(id, "run").epoch());
  }

  private void fail(Run run) {
    store
        .operations()
        .undo(
            run.id(),
            run.epoch(),
            OperationState.FAILED,
            Optional.of(Problem.of("no-capacity", "It stays.")));
  }

  private void end(Run run) {
    fail(run);
    store.operations().fail(run.id(), run.epoch());
  }

  private NodeRow node(NodeName name) {
    return store.nodes().find(name).orElseThrow();
  }
}
