package io.gridwright.store.grid;

import static io.gridwright.domain.grid.NodeState.ONLINE;
import static io.gridwright.domain.grid.NodeState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.change.ComponentChange;
import io.gridwright.domain.configuration.change.How;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.configuration.Submission;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.store.testing.Run;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.TrafficRuleRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a RECOVER holds, who serves while it runs, and what it leaves behind. */
class RecoverTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final Problem LOST = Problem.of("node-lost", "The node is lost.");

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-2500", "storage-200");

  /** The sample stands on the first four: lb, web-1, web-2, db. */
  private final Grid grid = Grid.of(store, 6);

  private final NodeName spare = grid.node(4);

  @AfterEach
  void ledgerAgrees() {
    sound();
  }

  @Test
  void aWebServerIsBuiltElsewhereAndTheLostOneIsLeftBehindAndFinishedLater() {
    AcceptedOrder shop = standing("web");
    MachineRow old = machine(shop, "web-1");
    lose(old.node());
    Run run = recover(shop, old);
    assertThat(store.replacements().built(run.id())).containsExactly(old.part());
    assertThat(changed(run, How.SWAP)).containsExactly("web-1");
    assertThat(changed(run, How.LIVE)).containsExactlyInAnyOrder("lb", "db");

    MachineRow fresh = hold(run, shop, "web-1").get(0);
    assertThat(fresh.role()).isEqualTo(PlacementRole.DUPLICATE);
    assertThat(fresh.privateAddress()).isNotEqualTo(old.privateAddress());
    assertThat(serving(shop)).contains(old.id().value()).doesNotContain(fresh.id().value());
    sound();

    run.machinesRun();
    store.replacements().divert(run.id(), run.epoch());
    store.replacements().divert(run.id(), run.epoch()); // a repeat
    assertThat(serving(shop)).contains(fresh.id().value()).doesNotContain(old.id().value());
    assertThat(store.replacements().replaced(run.id()))
        .extracting(MachineRow::id)
        .containsExactly(old.id());
    sound();

    LEDGER.businessTime().advance(Duration.ofMinutes(7));
    Instant at = run.commits().at();
    assertThat(run.commits().at()).isEqualTo(at); // a repeat
    assertThat(billed(old).billedTo()).contains(at);
    assertThat(billed(fresh).billedFrom()).contains(at);
    assertThat(billed(fresh).billedTo()).isEmpty();
    sound();

    store.reservations().abandon(run.id(), run.epoch(), old.id(), MachineState.ABANDONED);
    run.succeeds();
    sound();
    assertThat(store.replacements().built(run.id())).containsExactly(old.part());
    assertThat(changed(run, How.LIVE)).containsExactlyInAnyOrder("lb", "db");
    assertThat(machines(shop)).doesNotContain(old.id()).contains(fresh.id());
    assertThat(store.machines().leftBehind()).extracting(MachineRow::id).contains(old.id());
    assertThat(addresses(old)).containsExactly(old.privateAddress());
    assertThat(billed(old).releasedAt()).isEmpty();
    assertThat(node(old.node()).allocated().memoryMib()).isEqualTo(1024);
    assertThat(billed(old).billedTo()).contains(at);
    assertThat(state(shop)).isEqualTo(ConfigurationState.RUNNING);

    assertThat(store.reservations().finish(old.id())).isTrue();
    assertThat(store.reservations().finish(old.id())).isFalse(); // a repeat
    assertThat(addresses(old)).isEmpty();
    assertThat(node(old.node()).allocated().memoryMib()).isZero();
    assertThat(billed(old).billedTo()).contains(at);
    assertThat(store.machines().find(old.id()).orElseThrow().state()).isEqualTo(MachineState.GONE);
  }

  @Test
  void aBalancersPublicAddressPassesAndPassesBack() {
    AcceptedOrder shop = standing("balancer");
    MachineRow old = machine(shop, "lb");
    List<String> open = publicOf(old);
    assertThat(open).hasSize(1);
    lose(old.node());
    Run run = recover(shop, old);
    assertThat(changed(run, How.LIVE)).containsExactlyInAnyOrder("web-1", "web-2");
    MachineRow fresh = hold(run, shop, "lb").get(0);
    run.machinesRun();
    assertThat(publicOf(old)).isEqualTo(open);
    assertThat(publicOf(fresh)).isEmpty();

    store.replacements().divert(run.id(), run.epoch());
    assertThat(publicOf(old)).isEmpty();
    assertThat(publicOf(fresh)).isEqualTo(open);
    sound();

    store.operations().undo(run.id(), run.epoch(), OperationState.FAILED, Optional.of(LOST));
    store.replacements().restore(run.id(), run.epoch());
    store.replacements().restore(run.id(), run.epoch()); // a repeat
    assertThat(publicOf(old)).isEqualTo(open);
    assertThat(publicOf(fresh)).isEmpty();
    assertThat(serving(shop)).contains(old.id().value());
    sound();
    run.fails(LOST);
    assertThat(publicOf(old)).isEqualTo(open);
    assertThat(addresses(fresh)).isEmpty();
    assertThat(billed(old).billedTo()).isEmpty();
    assertThat(members(shop)).containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(state(shop)).isEqualTo(ConfigurationState.RUNNING);
    sound();

    Run again = recover(shop, old);
    MachineRow second = hold(again, shop, "lb").get(0);
    again.machinesRun();
    store.replacements().divert(again.id(), again.epoch());
    again.commits();
    store.reservations().abandon(again.id(), again.epoch(), old.id(), MachineState.ABANDONED);
    again.succeeds();
    assertThat(publicOf(second)).isEqualTo(open);
    assertThat(addresses(old)).containsExactly(old.privateAddress());
    assertThat(members(shop)).containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(store.reservations().finish(old.id())).isTrue();
    assertThat(publicOf(second)).isEqualTo(open);
  }

  @Test
  void ofASpreadComponentOnlyWhatIsLostIsBuilt() {
    AcceptedOrder web =
        Run.standing(ann, grid, Documents.of("spread", spread("web", 3), spread("app", 1)));
    MachineRow old =
        machines(web, "web").stream().filter(m -> m.ordinal() == 1).findFirst().orElseThrow();
    lose(old.node());
    Run run = recover(web, old);
    assertThat(store.replacements().built(run.id())).containsExactly(old.part());

    MachineRow fresh = hold(run, web, "web", 1).get(0);
    run.machinesRun();
    store.replacements().divert(run.id(), run.epoch());
    assertThat(store.replacements().replaced(run.id()))
        .extracting(MachineRow::id)
        .containsExactly(old.id());
    run.commits();
    store.reservations().abandon(run.id(), run.epoch(), old.id(), MachineState.ABANDONED);
    run.succeeds();

    assertThat(machines(web, "web"))
        .hasSize(3)
        .allMatch(m -> m.role() == PlacementRole.ORIGINAL)
        .extracting(MachineRow::id)
        .contains(fresh.id());
  }

  @Test
  void aChangeThatWaitsBehindItDoesNotShapeWhatItBuilds() {
    AcceptedOrder shop = standing("waiting");
    MachineRow old = machine(shop, "web-1");
    lose(old.node());
    OperationRow recovery = order(shop, List.of(old.part()), old.node());
    AcceptedOrder change = change(shop, resized(shop, "web-1"));
    assertThat(store.operations().next(shop.configuration().id()).orElseThrow().id())
        .isEqualTo(recovery.id());
    Run run = Run.of(store, recovery.id());

    assertThat(store.replacements().serving(shop.configuration().id()).document())
        .contains(shop.configuration().document());
    assertThat(changed(run, How.SWAP)).containsExactly("web-1");
    assertThat(store.replacements().built(run.id())).containsExactly(old.part());
    MachineRow fresh = hold(run, shop, "web-1").get(0);
    run.machinesRun();
    store.replacements().divert(run.id(), run.epoch());
    assertThat(store.replacements().serving(shop.configuration().id()).document())
        .contains(shop.configuration().document());
    run.commits();
    store.reservations().abandon(run.id(), run.epoch(), old.id(), MachineState.ABANDONED);
    run.succeeds();
    assertThat(billed(fresh).amount().memoryMib()).isEqualTo(1024);

    Run later = Run.of(store, change.operation().id());
    assertThat(changed(later, How.SWAP)).containsExactly("web-1");
    later.fails(LOST);
    assertThat(machines(shop)).contains(fresh.id());
  }

  /** It was ordered while a change took the very component away, which could not be stopped. */
  @Test
  void whatAChangePutElsewhereOrEndedIsNotBuiltAgain() {
    AcceptedOrder shop = standing("gone");
    MachineRow first = machine(shop, "web-1");
    MachineRow second = machine(shop, "web-2");
    AcceptedOrder change = change(shop, without(resized(shop, "web-1"), "web-2"));
    Run swap = Run.of(store, change.operation().id());
    hold(swap, change, "web-1");
    swap.machinesRun();
    store.replacements().divert(swap.id(), swap.epoch());
    swap.commits();
    lose(first.node());
    lose(second.node());
    OperationRow recovery = order(shop, List.of(first.part()), first.node());
    OperationRow other = order(shop, List.of(second.part()), second.node());
    for (MachineRow old : List.of(first, second)) {
      store.reservations().abandon(swap.id(), swap.epoch(), old.id(), MachineState.ABANDONED);
    }
    swap.succeeds();

    for (OperationRow each : List.of(recovery, other)) {
      Run run = Run.of(store, each.id());
      assertThat(store.replacements().built(run.id())).isEmpty();
      assertThat(store.replacements().change(run.id()).touches()).isFalse();
      store.replacements().divert(run.id(), run.epoch());
      run.commits();
      run.succeeds();
      sound();
    }
    assertThat(serving(shop)).hasSize(3);
  }

  @Test
  void nothingIsOrderedBehindADeletion() {
    AcceptedOrder shop = standing("deleted");
    MachineRow old = machine(shop, "web-1");
    lose(old.node());
    OperationRow queued = order(shop, List.of(old.part()), old.node());
    AcceptedOrder deletion =
        store
            .acceptance()
            .delete(new DeleteOrder(ann.account(), shop.configuration().id(), ann.user(), 1));
    assertThat(store.operations().required(queued.id()).state())
        .isEqualTo(OperationState.CANCELLED);

    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> order(shop, List.of(old.part()), old.node()));

    assertThat(refusal.problem().name()).isEqualTo("conflict");
    assertThat(store.operations().open(shop.configuration().id()))
        .extracting(OperationRow::id)
        .containsExactly(deletion.operation().id());
  }

  @Test
  void itGoesBeforeWhatCustomersAskForAndInterruptsIt() {
    AcceptedOrder shop = standing("first");
    AcceptedOrder change = change(shop, resized(shop, "web-2"));
    Run running = Run.of(store, change.operation().id());
    MachineRow old = machine(shop, "web-1");
    lose(old.node());

    OperationRow recovery = order(shop, List.of(old.part()), old.node());

    assertThat(store.operations().interruptState(running.id()).interruptRequested()).isTrue();
    assertThat(store.reservations().commit(running.id(), running.epoch()))
        .isInstanceOf(CommitResult.StopWanted.class);
    running.fails(LOST);
    assertThat(store.operations().next(shop.configuration().id()).orElseThrow().id())
        .isEqualTo(recovery.id());
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> store.acceptance().cancel(ann.account(), recovery.id()));
    assertThat(refusal.problem().name()).isEqualTo("conflict");
  }

  private AcceptedOrder standing(String name) {
    return Run.standing(ann, grid, Documents.sample(name));
  }

  private void lose(NodeName node) {
    assertThat(store.losses().follow(node, ONLINE, UNREACHABLE)).isTrue();
  }

  private Run recover(AcceptedOrder of, MachineRow lost) {
    return Run.of(store, order(of, List.of(lost.part()), lost.node()).id());
  }

  private OperationRow order(AcceptedOrder of, List<Part> parts, NodeName node) {
    return store
        .acceptance()
        .submit(
            new Submission(
                ann.account(),
                of.configuration().id(),
                OperationKind.RECOVER,
                Optional.empty(),
                Optional.of(new RecoverOrder(node, 1, parts, "room").payload()),
                Optional.empty()))
        .operation();
  }

  private AcceptedOrder change(AcceptedOrder of, ConfigurationDocument desired) {
    return store
        .acceptance()
        .reconfigure(
            new ChangeOrder(ann.account(), of.configuration().id(), ann.user(), desired, 1, false));
  }

  private List<MachineRow> hold(Run run, AcceptedOrder of, String component) {
    return hold(run, of, component, 0);
  }

  /** Room for a duplicate of one machine, on the spare node. */
  private List<MachineRow> hold(Run run, AcceptedOrder of, String component, int ordinal) {
    return run.holds(
        grid.placing(of.configuration().document()).stream()
            .filter(p -> p.componentName().equals(component) && p.ordinal() == ordinal)
            .map(
                p ->
                    new Placed(
                        p.componentId(),
                        p.componentName(),
                        p.ordinal(),
                        PlacementRole.DUPLICATE,
                        spare,
                        p.demand()))
            .toList());
  }

  private List<String> changed(Run run, How how) {
    return store.replacements().change(run.id()).components().stream()
        .filter(change -> change.how() == how)
        .map(ComponentChange::component)
        .toList();
  }

  private void sound() {
    assertThat(store.audit().differences()).isEmpty();
  }

  private MachineRow machine(AcceptedOrder of, String component) {
    return machines(of, component).get(0);
  }

  private List<MachineRow> machines(AcceptedOrder of, String component) {
    return store.machines().ofConfiguration(of.configuration().id()).stream()
        .filter(m -> m.componentName().equals(component))
        .toList();
  }

  private List<MachineId> machines(AcceptedOrder of) {
    return store.machines().ofConfiguration(of.configuration().id()).stream()
        .map(MachineRow::id)
        .toList();
  }

  private List<String> serving(AcceptedOrder of) {
    return store.machines().ofConfiguration(of.configuration().id()).stream()
        .filter(m -> m.role() == PlacementRole.ORIGINAL)
        .map(m -> m.id().value())
        .toList();
  }

  private AllocationRow billed(MachineRow machine) {
    return store.machines().allocation(machine.id()).orElseThrow();
  }

  private NodeRow node(NodeName name) {
    return store.nodes().find(name).orElseThrow();
  }

  private ConfigurationState state(AcceptedOrder of) {
    return store.configurations().find(of.configuration().id()).orElseThrow().state();
  }

  private static List<AddressRow> addressRows(MachineRow machine) {
    return LEDGER
        .jdbi()
        .withExtension(AddressRepository.class, rows -> rows.ofMachine(machine.id()));
  }

  private static List<String> addresses(MachineRow machine) {
    return addressRows(machine).stream().map(AddressRow::address).toList();
  }

  private static List<String> publicOf(MachineRow machine) {
    return addressRows(machine).stream()
        .filter(AddressRow::isPublic)
        .map(AddressRow::address)
        .toList();
  }

  private List<String> members(AcceptedOrder shop) {
    return store.traffic().rules(shop.configuration().id()).stream()
        .filter(rule -> rule.kind() == TrafficRuleRow.Kind.POOL_MEMBER)
        .map(TrafficRuleRow::memberComponent)
        .flatMap(Optional::stream)
        .toList();
  }

  private static ConfigurationDocument resized(AcceptedOrder of, String name) {
    ConfigurationDocument document = of.configuration().document();
    return document.withComponents(
        document.components().stream()
            .map(c -> c.name().equals(name) ? Documents.resized(c) : c)
            .toList());
  }

  private static ConfigurationDocument without(ConfigurationDocument document, String name) {
    return new ConfigurationDocument(
        document.name(),
        document.risk(),
        document.components().stream()
            .filter(c -> !c.name().equals(name))
            .map(
                c ->
                    c.kind() == ComponentKind.LOAD_BALANCER
                        ? Documents.balancer("lb", Documents.virtualIp(80, "web-1"))
                        : c)
            .toList(),
        document.links().stream().filter(link -> !link.from().equals(name)).toList(),
        List.of(),
        document.dedicated(),
        OptionalInt.empty(),
        List.of(),
        true);
  }

  private static Component spread(String name, int over) {
    Component one = Documents.component(name, ComponentKind.WEB, 512, 1, 5);
    return new Component(
        one.id(),
        one.name(),
        one.kind(),
        one.image(),
        one.memoryMib(),
        one.memoryPercent(),
        one.vcpus(),
        one.diskGib(),
        one.bandwidthMbps(),
        one.stateless(),
        over,
        one.description(),
        one.hostName(),
        one.engine(),
        one.software(),
        one.sshKeys(),
        one.userData(),
        one.expected(),
        one.addresses(),
        one.loadBalancing());
  }
}
