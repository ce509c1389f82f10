package io.gridwright.store.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.TrafficRuleRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReservationsTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final Problem LOST = Problem.of("no-capacity", "Nothing fits; order less.");

  private static final RiskProfile SOME_SPAM =
      new RiskProfile(RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.LOW);

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-2500");

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  private record Run(AcceptedOrder order, Epoch epoch) {
    OperationId id() {
      return order.operation().id();
    }
  }

  @Test
  void holdsEverythingThatTheSampleNeeds() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "shop");

    List<MachineRow> machines = reserved(run, grid);

    assertThat(machines).hasSize(4);
    assertThat(machines).extracting(MachineRow::state).containsOnly(MachineState.PLANNED);
    assertThat(machines).extracting(MachineRow::vmid).doesNotHaveDuplicates();
    assertThat(machines).extracting(MachineRow::mac).doesNotHaveDuplicates();
    assertThat(machines).extracting(MachineRow::privateAddress).doesNotHaveDuplicates();
    assertThat(machines).extracting(MachineRow::subnet).containsOnly(machines.get(0).subnet());
    assertThat(machines).extracting(MachineRow::vlanTag).containsOnly(machines.get(0).vlanTag());
    assertThat(store.nodes().find(grid.node(0)).orElseThrow().reserved())
        .isEqualTo(new Capacity(512, 1, 8, 0));
    MachineRow balancer =
        machines.stream().filter(m -> m.componentName().equals("lb")).findFirst().orElseThrow();
    assertThat(store.traffic().addressesOf(balancer.id()))
        .extracting(AddressRow::isPublic)
        .containsExactly(true, false);
  }

  @Test
  void plansTheRulesOfBalancerAndLinks() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "rules");
    reserved(run, grid);

    List<TrafficRuleRow> rules = store.traffic().rules(run.order().configuration().id());

    assertThat(rules).extracting(TrafficRuleRow::state).containsOnly(TrafficRuleRow.State.PLANNED);
    assertThat(rules)
        .filteredOn(r -> r.kind() == TrafficRuleRow.Kind.VIRTUAL_IP)
        .singleElement()
        .satisfies(r -> assertThat(r.address()).isPresent());
    assertThat(rules)
        .filteredOn(r -> r.kind() == TrafficRuleRow.Kind.POOL_MEMBER)
        .extracting(r -> r.memberComponent().orElseThrow())
        .containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(rules)
        .filteredOn(r -> r.kind() == TrafficRuleRow.Kind.FIREWALL)
        .extracting(TrafficRuleRow::port)
        .containsExactlyInAnyOrder(80, 80, 80, 3306, 3306);
  }

  @Test
  void answersARepeatWithWhatIsHeld() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "repeat");

    List<MachineRow> first = reserved(run, grid);

    assertThat(reserved(run, grid)).isEqualTo(first);
  }

  @Test
  void holdsOnceWhenTheSameReservationArrivesTwiceAtOnce() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "twice");

    var outcomes = AtOnce.run(4, i -> () -> reserved(run, grid));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(new HashSet<>(AtOnce.values(outcomes))).hasSize(1);
  }

  @Test
  void holdsNothingWhereOneNodeLacksRoom() {
    Grid small = Grid.of(store, 4, new Capacity(1024, 4, 100, 1000));
    Run run = begun(ann, "crowded");

    ReserveResult result = reserve(run, small);

    assertThat(result).isEqualTo(new ReserveResult.Conflict(small.node(3)));
    assertThat(store.machines().ofOperation(run.id())).isEmpty();
    assertThat(store.nodes().find(small.node(0)).orElseThrow().reserved()).isEqualTo(Capacity.NONE);
  }

  @Test
  void holdsNothingOnANodeThatTakesNothingNewOrIsFullOfStrangers() {
    Grid grid = Grid.of(store, 1);
    Run run = begun(ann, "closed");
    store.nodes().changeState(grid.node(0), NodeState.ONLINE, NodeState.MAINTENANCE);
    assertThat(reserve(run, grid)).isEqualTo(new ReserveResult.Conflict(grid.node(0)));

    store.nodes().changeState(grid.node(0), NodeState.MAINTENANCE, NodeState.ONLINE);
    store.nodes().setForeign(grid.node(0), new Capacity(65_000, 0, 0, 0));
    assertThat(reserve(run, grid)).isEqualTo(new ReserveResult.Conflict(grid.node(0)));

    store.nodes().setForeign(grid.node(0), Capacity.NONE);
    assertThat(reserve(run, grid)).isInstanceOf(ReserveResult.Reserved.class);
  }

  @Test
  void neverOversellsWithFiftyAtOnce() {
    Grid grid = Grid.of(store, 2, new Capacity(10_240, 64, 1_000, 10_000));
    List<Run> runs =
        IntStream.range(0, 50).mapToObj(i -> begunWeb(customerOf(i), "fifty-" + i)).toList();

    var outcomes = AtOnce.run(50, i -> () -> reserve(runs.get(i), oneOf(grid, i)));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    List<ReserveResult.Reserved> won =
        AtOnce.values(outcomes).stream()
            .filter(ReserveResult.Reserved.class::isInstance)
            .map(ReserveResult.Reserved.class::cast)
            .toList();
    assertThat(won).hasSize(20);
    List<MachineRow> machines = won.stream().flatMap(r -> r.machines().stream()).toList();
    assertThat(machines).extracting(MachineRow::vmid).doesNotHaveDuplicates();
    assertThat(machines).extracting(MachineRow::mac).doesNotHaveDuplicates();
    assertThat(machines).extracting(MachineRow::subnet).doesNotHaveDuplicates();
    assertThat(store.nodes().find(grid.node(0)).orElseThrow().free().memoryMib()).isZero();
    assertThat(store.nodes().find(grid.node(1)).orElseThrow().free().memoryMib()).isZero();
  }

  @Test
  void neverOversellsWhenOrdersCrossNodesAndGiveBackBetween() {
    Grid grid = Grid.of(store, 3, new Capacity(6_144, 64, 1_000, 10_000));
    Grid reversed = new Grid(List.of(grid.node(2), grid.node(1), grid.node(0)));
    List<Run> runs =
        IntStream.range(0, 12).mapToObj(i -> begun(customerOf(i), "cross-" + i)).toList();

    var outcomes =
        AtOnce.run(
            12,
            i ->
                () -> {
                  ReserveResult last = null;
                  for (int round = 0; round < 4; round++) {
                    last = reserve(runs.get(i), i % 2 == 0 ? grid : reversed);
                    if (round < 3) {
                      store.reservations().releaseAll(runs.get(i).id(), runs.get(i).epoch());
                    }
                  }
                  return last;
                });

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void givesTagsToAccountsAndSubnetsToConfigurationsWithoutDoublesAtOnce() {
    Grid grid = Grid.of(store, 4);
    List<Customer> customers =
        IntStream.range(0, 8).mapToObj(i -> Customer.with(store, "memory-2500")).toList();
    List<Run> runs =
        IntStream.range(0, 16).mapToObj(i -> begun(customers.get(i / 2), "nets-" + i)).toList();

    var outcomes = AtOnce.run(16, i -> () -> reserved(runs.get(i), grid).get(0));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    List<MachineRow> firsts = AtOnce.values(outcomes);
    assertThat(firsts).extracting(MachineRow::subnet).doesNotHaveDuplicates();
    for (int i = 0; i < 16; i += 2) {
      assertThat(firsts.get(i).vlanTag()).isEqualTo(firsts.get(i + 1).vlanTag());
    }
    assertThat(new HashSet<>(firsts.stream().map(MachineRow::vlanTag).toList())).hasSize(8);
    List<String> publics =
        runs.stream()
            .flatMap(r -> store.traffic().addressesOf(r.order().configuration().id()).stream())
            .filter(AddressRow::isPublic)
            .map(AddressRow::address)
            .toList();
    assertThat(publics).hasSize(16).doesNotHaveDuplicates();
  }

  @Test
  void releasesOnceHoweverOftenAndTombstonesTheVmid() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "release");
    List<MachineRow> machines = reserved(run, grid);
    MachineId first = machines.get(0).id();

    var outcomes =
        AtOnce.run(6, i -> () -> store.reservations().release(run.id(), run.epoch(), first));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(AtOnce.values(outcomes)).filteredOn(released -> released).hasSize(1);
    assertThat(store.nodes().find(machines.get(0).node()).orElseThrow().reserved())
        .isEqualTo(Capacity.NONE);
    assertThat(store.machines().find(first).orElseThrow().state()).isEqualTo(MachineState.GONE);
    assertThat(store.machines().tombstones())
        .extracting(VmidRow::vmid)
        .contains(machines.get(0).vmid());
    assertThat(store.machines().liftTombstone(machines.get(0).vmid())).isFalse();
    LEDGER.realTime().advance(Duration.ofHours(24));
    assertThat(store.machines().liftTombstone(machines.get(0).vmid())).isTrue();
  }

  @Test
  void placesAgainAfterGivingBack() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "again");
    List<MachineRow> first = reserved(run, grid);

    store.reservations().releaseAll(run.id(), run.epoch());
    List<MachineRow> second = reserved(run, grid);

    assertThat(second)
        .extracting(MachineRow::vmid)
        .doesNotContainAnyElementsOf(first.stream().map(MachineRow::vmid).toList());
    assertThat(second)
        .extracting(MachineRow::privateAddress)
        .doesNotContainAnyElementsOf(first.stream().map(MachineRow::privateAddress).toList());
  }

  @Test
  void commitsOnceAndBillsFromThen() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "commit");
    List<MachineRow> machines = reserved(run, grid);
    LEDGER.businessTime().advance(Duration.ofMinutes(7));
    Instant now = LEDGER.businessTime().instant();

    assertThat(commit(run)).isEqualTo(new CommitResult.Committed(now));
    LEDGER.businessTime().advance(Duration.ofMinutes(1));
    assertThat(commit(run)).isInstanceOf(CommitResult.Committed.class);

    assertThat(store.machines().allocation(machines.get(0).id()).orElseThrow().billedFrom())
        .contains(now);
    NodeRow node = store.nodes().find(machines.get(0).node()).orElseThrow();
    assertThat(node.reserved()).isEqualTo(Capacity.NONE);
    assertThat(node.allocated()).isEqualTo(new Capacity(512, 1, 8, 0));
    assertThat(store.operations().find(run.id()).orElseThrow().phase()).isEqualTo(Phase.COMMITTED);
    assertThat(store.operations().interruptState(run.id()).pastPointOfNoReturn()).isTrue();
  }

  @Test
  void neverStampsAnAllocationIntoAClosedHour() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "watermark");
    reserved(run, grid);
    Instant closed = LEDGER.businessTime().instant().plus(Duration.ofHours(3));
    setWatermark(closed);
    try {
      assertThat(commit(run)).isEqualTo(new CommitResult.Committed(closed));
    } finally {
      setWatermark(Instant.EPOCH);
    }
  }

  @Test
  void doesNotBillADuplicate() {
    Grid grid = Grid.of(store, 1);
    Run run = begunWeb(ann, "duplicate");
    Placed original = grid.placing(run.order().configuration().document()).get(0);
    Placed duplicate =
        new Placed(
            original.componentId(),
            original.componentName(),
            0,
            PlacementRole.DUPLICATE,
            original.node(),
            original.demand());
    store.reservations().reserve(run.id(), run.epoch(), List.of(original, duplicate));

    commit(run);

    assertThat(store.machines().allocations(run.order().configuration().id()))
        .extracting(a -> a.role() + " " + a.billedFrom().isPresent())
        .containsExactlyInAnyOrder("ORIGINAL true", "DUPLICATE false");
  }

  @Test
  void refusesToCommitForARestrictedAccountOrAfterAWishToStop() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "stop");
    reserved(run, grid);
    store.accounts().restrict(ann.account());
    assertThat(commit(run)).isInstanceOf(CommitResult.Refused.class);
    store.accounts().lift(ann.account());

    store.acceptance().cancel(ann.account(), run.id());

    assertThat(commit(run)).isEqualTo(new CommitResult.StopWanted());
    undo(run);
    assertThat(store.operations().find(run.id()).orElseThrow().state())
        .isEqualTo(OperationState.CANCELLED);
  }

  @Test
  void refusesToReserveForARestrictedAccount() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "restricted");
    store.accounts().restrict(ann.account());

    assertThat(reserve(run, grid)).isInstanceOf(ReserveResult.Refused.class);
    store.accounts().lift(ann.account());
  }

  @Test
  void refusesEveryWriteOfAnOlderEpoch() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "zombie");
    MachineRow planned = reserved(run, grid).get(0);
    MachineId machine = planned.id();
    Epoch newer = store.operations().begin(run.id(), "run-2").epoch();

    assertThat(newer).isEqualTo(new Epoch(run.epoch().value() + 1));
    List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> writes =
        List.of(
            () -> reserve(run, grid),
            () -> commit(run),
            () -> store.reservations().release(run.id(), run.epoch(), machine),
            () -> store.reservations().releaseAll(run.id(), run.epoch()),
            () ->
                store
                    .reservations()
                    .abandon(run.id(), run.epoch(), machine, MachineState.ABANDONED),
            () -> store.reservations().renumber(run.id(), run.epoch(), machine, planned.vmid()),
            () ->
                store
                    .machines()
                    .intent(
                        run.id(), run.epoch(), machine, MachineState.CREATING, Optional.empty()),
            () -> store.machines().gone(run.id(), run.epoch(), machine),
            () -> store.traffic().inForce(run.id(), run.epoch(), machine),
            () -> store.traffic().removed(run.id(), run.epoch(), machine),
            () -> store.operations().advance(run.id(), run.epoch(), Phase.VERIFYING),
            () -> store.operations().passPointOfNoReturn(run.id(), run.epoch()),
            () ->
                store
                    .operations()
                    .undo(run.id(), run.epoch(), OperationState.FAILED, Optional.empty()),
            () -> store.operations().succeed(run.id(), run.epoch()),
            () -> store.operations().fail(run.id(), run.epoch()));
    assertThat(writes)
        .allSatisfy(write -> assertThatThrownBy(write).isInstanceOf(StaleEpochException.class));
    assertThat(store.machines().ofOperation(run.id())).hasSize(4);
  }

  @Test
  void refusesToBuildWhatIsBeingRemovedAndToTouchWhatIsGone() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "given-up");
    MachineId machine = reserved(run, grid).get(0).id();

    intend(run, machine, MachineState.CREATING);
    intend(run, machine, MachineState.REMOVING);
    intend(run, machine, MachineState.REMOVING);
    assertThatThrownBy(() -> intend(run, machine, MachineState.CREATING))
        .isInstanceOf(MachineGivenUpException.class);
    store.reservations().release(run.id(), run.epoch(), machine);
    assertThatThrownBy(() -> intend(run, machine, MachineState.REMOVING))
        .isInstanceOf(MachineGivenUpException.class);
    store.reservations().abandon(run.id(), run.epoch(), machine, MachineState.ABANDONED);

    assertThat(store.machines().find(machine).orElseThrow().state()).isEqualTo(MachineState.GONE);
    undo(run);
  }

  @Test
  void keepsWhatIsLeftBehindOnADeadNodeUntilTheSweepEndsIt() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "dead");
    List<MachineRow> machines = reserved(run, grid);
    MachineRow lost = machines.get(0);

    store.reservations().abandon(run.id(), run.epoch(), lost.id(), MachineState.ABANDONED);

    assertThat(store.reservations().release(run.id(), run.epoch(), lost.id())).isFalse();
    assertThat(store.nodes().find(lost.node()).orElseThrow().reserved().memoryMib()).isEqualTo(512);
    assertThat(store.machines().leftBehind()).extracting(MachineRow::id).contains(lost.id());
    undo(run);
    assertThat(store.operations().find(run.id()).orElseThrow().state())
        .isEqualTo(OperationState.FAILED);
    assertThat(store.reservations().finish(lost.id())).isTrue();
    assertThat(store.reservations().finish(lost.id())).isFalse();
    assertThat(store.nodes().find(lost.node()).orElseThrow().reserved()).isEqualTo(Capacity.NONE);
  }

  @Test
  void keepsThePublicAddressOfAnOrderThatIsPlacedAgain() {
    Grid grid = Grid.of(store, 4);
    Run auto = begun(ann, "kept");
    String given = virtualAddress(auto, reserved(auto, grid));
    Run named = begin(ann.orders(balanced("named", Optional.of("198.18.2.7"))));
    reserved(named, grid);

    store.reservations().releaseAll(auto.id(), auto.epoch());
    store.reservations().releaseAll(named.id(), named.epoch());

    assertThat(virtualAddress(auto, reserved(auto, grid))).isEqualTo(given);
    assertThat(virtualAddress(named, reserved(named, grid))).isEqualTo("198.18.2.7");
    undo(auto);
    undo(named);
    assertThat(ann.holds().memoryMib()).isZero();
  }

  @Test
  void givesABalancerAnotherAddressWhileALostOneMayAnswerAtItsOwn() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "lost");
    List<MachineRow> first = reserved(run, grid);
    String before = virtualAddress(run, first);
    leaveBehind(run, balancer(first));

    List<MachineRow> second = reserved(run, grid);

    assertThat(virtualAddress(run, second)).isNotEqualTo(before);
    assertThat(store.traffic().addressesOf(balancer(first).id()))
        .extracting(AddressRow::address)
        .contains(before);
    undo(run);
    assertThat(store.traffic().addressesOf(balancer(first).id()))
        .extracting(AddressRow::address)
        .contains(before);
    assertThat(store.reservations().finish(balancer(first).id())).isTrue();
    assertThat(store.traffic().addressesOf(balancer(first).id())).isEmpty();
  }

  @Test
  void refusesANamedAddressWhileALostMachineMayAnswerThere() {
    Grid grid = Grid.of(store, 4);
    Run run = begin(ann.orders(balanced("stuck", Optional.of("198.18.2.9"))));
    List<MachineRow> first = reserved(run, grid);
    leaveBehind(run, balancer(first));

    assertThat(reserve(run, grid))
        .isInstanceOfSatisfying(
            ReserveResult.Refused.class,
            refused -> assertThat(refused.problem().detail()).contains("198.18.2.9", "away"));
    undo(run);
    assertThat(store.reservations().finish(balancer(first).id())).isTrue();
  }

  @Test
  void refusesToCommitLessThanTheDocumentAsksFor() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "less");
    List<MachineRow> machines = reserved(run, grid);
    store.reservations().release(run.id(), run.epoch(), machines.get(0).id());

    assertThatThrownBy(() -> commit(run)).hasMessageContaining("3 of the 4 machines");

    undo(run);
  }

  @Test
  void givesAnotherVmidWhereAStrangerSits() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "stranger");
    MachineRow before = reserved(run, grid).get(0);

    MachineRow after =
        store.reservations().renumber(run.id(), run.epoch(), before.id(), before.vmid());

    assertThat(after.vmid()).isNotEqualTo(before.vmid());
    assertThat(after.mac()).isNotEqualTo(before.mac());
    assertThat(store.machines().tombstones())
        .anyMatch(buried -> buried.vmid().equals(before.vmid()));
  }

  @Test
  void renumbersOnceForAllAttemptsThatSawTheSameStranger() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "strangers");
    MachineRow before = reserved(run, grid).get(0);

    List<MachineRow> after =
        AtOnce.values(
            AtOnce.run(
                8,
                i ->
                    () ->
                        store
                            .reservations()
                            .renumber(run.id(), run.epoch(), before.id(), before.vmid())));

    assertThat(after).hasSize(8);
    assertThat(after).extracting(MachineRow::vmid).containsOnly(after.get(0).vmid());
    assertThat(after.get(0).vmid()).isNotEqualTo(before.vmid());
  }

  @Test
  void deletesWhatWasProvisionedAndLeavesNothing() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "life");
    List<MachineRow> machines = reserved(run, grid);
    commit(run);
    assertThat(store.operations().succeed(run.id(), run.epoch())).isTrue();
    assertThat(store.operations().succeed(run.id(), run.epoch())).isTrue();

    AcceptedOrder deletion =
        store
            .acceptance()
            .delete(
                new DeleteOrder(ann.account(), run.order().configuration().id(), ann.user(), 1));
    Epoch epoch = store.operations().begin(deletion.operation().id(), "delete").epoch();
    assertThat(store.operations().passPointOfNoReturn(deletion.operation().id(), epoch)).isTrue();
    machines.forEach(m -> store.reservations().release(deletion.operation().id(), epoch, m.id()));
    assertThat(store.operations().succeed(deletion.operation().id(), epoch)).isTrue();

    assertThat(store.traffic().addressesOf(run.order().configuration().id())).isEmpty();
    assertThat(store.traffic().rules(run.order().configuration().id())).isEmpty();
    assertThat(ann.holds().memoryMib()).isZero();
    assertThat(store.nodes().find(grid.node(0)).orElseThrow().allocated()).isEqualTo(Capacity.NONE);
  }

  @Test
  void showsTenantsAndImagesOfANode() {
    Grid grid = Grid.of(store, 4);
    Run run = begun(ann, "tenants");
    reserved(run, grid);
    store
        .images()
        .record(
            new ImageCopy(
                new io.gridwright.domain.grid.ImageId("haproxy"),
                "1",
                grid.node(0),
                new io.gridwright.domain.grid.Vmid(9001),
                ImageCopy.State.READY));

    GridNode node =
        store.nodes().list().stream()
            .filter(n -> n.node().name().equals(grid.node(0)))
            .findFirst()
            .orElseThrow();

    assertThat(node.tenants()).extracting(Tenant::componentName).containsExactly("lb");
    assertThat(node.images()).containsExactly(new io.gridwright.domain.grid.ImageId("haproxy"));
  }

  @Test
  void showsWhatPlacementMustKnowOfATenant() {
    Grid grid = Grid.of(store, 1);
    Run run =
        begin(
            ann.orders(
                Documents.risky(Documents.web("known", 1024, 5), SOME_SPAM, "BLOG", "FINANCIAL")));
    reserved(run, grid);

    Tenant tenant = tenants(grid).get(0);

    assertThat(tenant.accountId()).isEqualTo(ann.account());
    assertThat(tenant.kind()).isEqualTo(ComponentKind.WEB);
    assertThat(tenant.ordinal()).isZero();
    assertThat(tenant.amount()).isEqualTo(new Capacity(1024, 1, 5, 0));
    assertThat(tenant.risky()).isTrue(); // spam was MEDIUM, and a blog raises it
    assertThat(tenant.dedicated()).isEqualTo(Dedication.NONE);
    assertThat(tenant.os()).contains("Debian 12");
    assertThat(tenant.access().perHour()).isEmpty();
  }

  @Test
  void aRiskyAccountsTenantsAreRisky() {
    Grid grid = Grid.of(store, 1);
    Customer eve = Customer.with(store, "memory-400");
    reserved(begunWeb(eve, "quiet"), grid);
    assertThat(tenants(grid)).extracting(Tenant::risky).containsExactly(false);

    store.accounts().rate(eve.account(), RiskLevel.HIGH);

    assertThat(tenants(grid)).extracting(Tenant::risky).containsExactly(true);
  }

  @Test
  void ofARiskyAndAnOrdinaryOrderAtOnceOnOneEmptyNodeOneMustGoElsewhere() {
    for (int round = 0; round < 8; round++) {
      Grid grid = Grid.of(store, 1);
      Run risky = begin(Customer.with(store, "memory-400").orders(riskyWeb("risky")));
      Run ordinary = begunWeb(Customer.with(store, "memory-400"), "ordinary");

      assertOneGoesElsewhere(grid, risky, ordinary);
    }
  }

  /** Both at once on the only node. */
  private void assertOneGoesElsewhere(Grid grid, Run one, Run other) {
    var outcomes = AtOnce.run(2, i -> () -> reserve(i == 0 ? one : other, grid));

    assertThat(AtOnce.values(outcomes))
        .hasAtLeastOneElementOfType(ReserveResult.Reserved.class)
        .contains(new ReserveResult.Conflict(grid.node(0)));
    assertThat(tenants(grid)).hasSize(1);
  }

  @Test
  void anAccountsOwnMayStandBesideItsRiskyOnes() {
    Grid grid = Grid.of(store, 1);
    Customer eve = Customer.with(store, "memory-400");

    reserved(begin(eve.orders(riskyWeb("risky"))), grid);
    reserved(begunWeb(eve, "ordinary"), grid);

    assertThat(reserve(begin(ann.orders(riskyWeb("others"))), grid))
        .isEqualTo(new ReserveResult.Conflict(grid.node(0)));
  }

  @Test
  void isolationIsJudgedOnlyWhereItIsARule() {
    Grid grid = Grid.of(store, 1);
    reserved(begunWeb(Customer.with(store, "memory-400"), "ordinary"), grid);
    Run risky = begin(ann.orders(riskyWeb("tolerated")));
    assertThat(reserve(risky, grid)).isEqualTo(new ReserveResult.Conflict(grid.node(0)));
    decide(PlacementPolicy.PUBLISHED.with("isolation", FactorMode.SCORE));
    try {
      reserved(risky, grid);
    } finally {
      decide(PlacementPolicy.PUBLISHED);
    }
  }

  @Test
  void ofAReservingAndAnOrdinaryOrderAtOnceOnOneEmptyNodeOneMustGoElsewhere() {
    for (Dedication dedication : List.of(Dedication.ACCOUNT, Dedication.CONFIGURATION)) {
      Grid grid = Grid.of(store, 1);
      Run reserving =
          begin(Customer.with(store, "memory-400").orders(reserving("own", dedication)));
      Run ordinary = begunWeb(Customer.with(store, "memory-400"), "ordinary");

      assertOneGoesElsewhere(grid, reserving, ordinary);
    }
  }

  @Test
  void aNodeReservedForAnAccountTakesItsOthersAndOneReservedForAConfigurationDoesNot() {
    Customer eve = Customer.with(store, "memory-400");
    Grid shared = Grid.of(store, 1);
    reserved(begin(eve.orders(reserving("first", Dedication.ACCOUNT))), shared);
    reserved(begunWeb(eve, "beside"), shared);

    Grid sole = Grid.of(store, 1);
    reserved(begin(eve.orders(reserving("sole", Dedication.CONFIGURATION))), sole);
    assertThat(reserve(begunWeb(eve, "late"), sole))
        .isEqualTo(new ReserveResult.Conflict(sole.node(0)));
  }

  @Test
  void reservationOfNodesIsJudgedOnlyWhereItIsARule() {
    Grid grid = Grid.of(store, 1);
    reserved(begunWeb(Customer.with(store, "memory-400"), "ordinary"), grid);
    Run reserving = begin(ann.orders(reserving("tolerated", Dedication.ACCOUNT)));
    assertThat(reserve(reserving, grid)).isEqualTo(new ReserveResult.Conflict(grid.node(0)));
    decide(PlacementPolicy.PUBLISHED.with("dedicated", FactorMode.SCORE));
    try {
      reserved(reserving, grid);
    } finally {
      decide(PlacementPolicy.PUBLISHED);
    }
  }

  @Test
  void guestsThatNobodyOrderedAreSomebodyElses() {
    Grid grid = Grid.of(store, 1);
    store.nodes().setForeign(grid.node(0), new Capacity(512, 1, 8, 0));

    assertThat(reserve(begin(ann.orders(riskyWeb("apart"))), grid))
        .isEqualTo(new ReserveResult.Conflict(grid.node(0)));
    assertThat(reserve(begin(ann.orders(reserving("own", Dedication.ACCOUNT))), grid))
        .isEqualTo(new ReserveResult.Conflict(grid.node(0)));
    reserved(begunWeb(ann, "ordinary"), grid);
  }

  private static ConfigurationDocument reserving(String name, Dedication dedicated) {
    return Documents.dedicated(Documents.web(name, 512, 5), dedicated);
  }

  private void decide(PlacementPolicy policy) {
    store.policy().replace(policy, OptionalLong.empty(), new UserId("operator"));
  }

  private static ConfigurationDocument riskyWeb(String name) {
    return Documents.risky(Documents.web(name, 512, 5), SOME_SPAM, "BLOG");
  }

  private List<Tenant> tenants(Grid grid) {
    return store.nodes().list().stream()
        .filter(n -> n.node().name().equals(grid.node(0)))
        .findFirst()
        .orElseThrow()
        .tenants();
  }

  private static ConfigurationDocument balanced(String name, Optional<String> address) {
    return Documents.of(
        name,
        Documents.balancer("lb", Documents.virtualIp(address, 80, 80, "web")),
        Documents.component("web", ComponentKind.WEB, 512, 1, 5));
  }

  private static MachineRow balancer(List<MachineRow> machines) {
    return machines.stream().filter(m -> m.componentName().equals("lb")).findFirst().orElseThrow();
  }

  /** The address at which the balancer's rules say that it answers; it must be its own. */
  private String virtualAddress(Run run, List<MachineRow> machines) {
    String own =
        store.traffic().addressesOf(balancer(machines).id()).stream()
            .filter(AddressRow::isPublic)
            .map(AddressRow::address)
            .findFirst()
            .orElseThrow();
    assertThat(store.traffic().rules(run.order().configuration().id()))
        .filteredOn(r -> r.kind() == TrafficRuleRow.Kind.VIRTUAL_IP)
        .filteredOn(r -> r.machineId().equals(balancer(machines).id()))
        .extracting(TrafficRuleRow::address)
        .containsExactly(Optional.of(own));
    return own;
  }

  /** Its node is away: it is left behind, and what else the operation held is given back. */
  private void leaveBehind(Run run, MachineRow machine) {
    store.reservations().abandon(run.id(), run.epoch(), machine.id(), MachineState.ABANDONED);
    store.reservations().releaseAll(run.id(), run.epoch());
  }

  private void intend(Run run, MachineId machine, MachineState state) {
    store.machines().intent(run.id(), run.epoch(), machine, state, Optional.empty());
  }

  private Run begun(Customer customer, String name) {
    return begin(customer.orders(Documents.sample(name)));
  }

  private Run begunWeb(Customer customer, String name) {
    return begin(customer.orders(Documents.web(name, 1024, 5)));
  }

  private Run begin(AcceptedOrder order) {
    return new Run(order, store.operations().begin(order.operation().id(), "run-1").epoch());
  }

  private Customer customerOf(int i) {
    return i % 2 == 0 ? ann : Customer.with(store, "memory-400");
  }

  private static Grid oneOf(Grid grid, int i) {
    return new Grid(List.of(grid.node(i % grid.nodes().size())));
  }

  private ReserveResult reserve(Run run, Grid grid) {
    return store
        .reservations()
        .reserve(run.id(), run.epoch(), grid.placing(run.order().configuration().document()));
  }

  private List<MachineRow> reserved(Run run, Grid grid) {
    ReserveResult result = reserve(run, grid);
    assertThat(result).isInstanceOf(ReserveResult.Reserved.class);
    return ((ReserveResult.Reserved) result).machines();
  }

  private CommitResult commit(Run run) {
    return store.reservations().commit(run.id(), run.epoch());
  }

  private void undo(Run run) {
    store.operations().undo(run.id(), run.epoch(), OperationState.FAILED, Optional.of(LOST));
    store
        .machines()
        .ofOperation(run.id())
        .forEach(m -> store.reservations().release(run.id(), run.epoch(), m.id()));
    store.operations().fail(run.id(), run.epoch());
  }

  private static void setWatermark(Instant at) {
    LEDGER
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("UPDATE metering_watermark SET closed_until = :at")
                    .bind("at", at)
                    .execute());
  }
}
