package io.gridwright.store.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.grid.AllocationRow;
import io.gridwright.store.grid.CommitResult;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.Placed;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.store.traffic.TrafficRuleRow;
import io.gridwright.store.traffic.TrafficRuleRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of a document: what is accepted, what it holds, who serves. */
class ChangeTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final long USUAL = 4608;

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-400", "storage-200");
  private final Grid grid = Grid.of(store, 4);

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void holdsWhatItAddsAndAnswersTheDocumentThatIsAskedFor() {
    AcceptedOrder shop = running("adds");

    AcceptedOrder change = changed(shop, shop("adds", 1024, "web-1", "web-2", "web-3"));

    assertThat(change.configuration().version()).isEqualTo(2);
    assertThat(memory(shop)).isEqualTo(USUAL + 1024);
    assertThat(names(shop)).containsExactly("lb", "web-1", "web-2", "web-3", "db");
    assertThat(ids(change).get("web-1")).isEqualTo(ids(shop).get("web-1"));
    cancel(change);
    assertThat(memory(shop)).isEqualTo(USUAL);
    assertThat(names(shop)).containsExactly("lb", "web-1", "web-2", "db");
    assertThat(row(shop).version()).isEqualTo(3);
  }

  @Test
  void holdsEnoughForEachOfSeveralInWhicheverOrderTheyEnd() {
    AcceptedOrder shop = running("several");
    AcceptedOrder more = changed(shop, shop("several", 2048, "web-1", "web-2"));
    AcceptedOrder less = changed(shop, shop("several", 512, "web-1", "web-2"));
    assertThat(memory(shop)).isEqualTo(USUAL + 2 * 1024);

    cancel(more);
    assertThat(memory(shop)).isEqualTo(USUAL);
    assertThat(names(shop)).containsExactly("lb", "web-1", "web-2", "db");
    cancel(less);
    assertThat(memory(shop)).isEqualTo(USUAL);
    assertThat(row(shop).document().component("web-1").orElseThrow().memoryMib()).isEqualTo(1024);
  }

  @Test
  void exactlyOneOfTenThatReadTheSameVersionIsAccepted() {
    AcceptedOrder shop = running("crowd");

    var outcomes =
        AtOnce.run(10, i -> () -> changed(shop, shop("crowd", 1024, "web-1", "web-1" + i), 1));

    assertThat(AtOnce.values(outcomes)).hasSize(1);
    assertThat(AtOnce.failures(outcomes))
        .hasSize(9)
        .allSatisfy(
            f -> assertThat(((Refusal) f).problem().name()).isEqualTo("precondition-failed"));
    cancel(AtOnce.values(outcomes).get(0));
  }

  @Test
  void aNameThatAnEarlierChangeGivesUpMayBeAskedForAgain() {
    AcceptedOrder shop = running("again");
    AcceptedOrder away = changed(shop, shop("again", 1024, "web-1"));
    AcceptedOrder back = changed(shop, shop("again", 1024, "web-1", "web-2"));

    assertThat(ids(back).get("web-2")).isEqualTo(ids(shop).get("web-2"));
    cancel(back);
    cancel(away);
    assertThat(names(shop)).containsExactly("lb", "web-1", "web-2", "db");
  }

  @Test
  void refusesWhatCannotBeChanged() {
    AcceptedOrder shop = running("refused");
    ConfigurationDocument usual = shop("refused", 1024, "web-1", "web-2");

    assertThat(fields(shop, with(usual, "db", c -> sized(c, 2048, 30))))
        .containsExactly("/components/3/diskGiB");
    assertThat(fields(shop, with(usual, "db", c -> sized(c, 2300, 40))))
        .containsExactly("/components/3");
    assertThat(fields(shop, with(usual, "lb", c -> sized(c, 1024, 8))))
        .containsExactly("/components/0");
    assertThat(fields(shop, Documents.dedicated(usual, Dedication.ACCOUNT)))
        .containsExactly("/placement/dedicated");
    assertThat(fields(shop, shop("otherwise", 1024, "web-1", "web-2"))).containsExactly("/name");
    assertThat(row(shop).version()).isEqualTo(1);
    assertThat(problem(() -> changed(shop, shop("refused", 300_000, "web-1"))).name())
        .isEqualTo("over-allotment");
    assertThat(memory(shop)).isEqualTo(USUAL);
  }

  @Test
  void requestsPassFromTheOldToTheNewAndBack() {
    AcceptedOrder shop = running("passes");
    AcceptedOrder change = changed(shop, shop("passes", 2048, "web-1", "web-9"));
    Run run = begin(change);
    assertThat(store.replacements().built(run.id())).hasSize(2);
    reserve(run, "web-1", "web-9");
    assertThat(serving(shop)).containsExactlyInAnyOrder("lb", "web-1 old", "web-2 old", "db");

    store.replacements().divert(run.id(), run.epoch());
    store.replacements().divert(run.id(), run.epoch());
    assertThat(serving(shop)).containsExactlyInAnyOrder("lb", "web-1 new", "web-9 new", "db");
    assertThat(store.replacements().replaced(run.id()))
        .extracting(MachineRow::componentName)
        .containsExactlyInAnyOrder("web-1", "web-2");

    store.operations().undo(run.id(), run.epoch(), OperationState.FAILED, Optional.of(LOST));
    store.replacements().restore(run.id(), run.epoch());
    assertThat(serving(shop)).containsExactlyInAnyOrder("lb", "web-1 old", "web-2 old", "db");
    store
        .machines()
        .ofOperation(run.id())
        .forEach(m -> store.reservations().release(run.id(), run.epoch(), m.id()));
    store.operations().fail(run.id(), run.epoch());
    assertThat(store.machines().ofConfiguration(shop.configuration().id())).hasSize(4);
    assertThat(members(shop)).containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(memory(shop)).isEqualTo(USUAL);
    assertThat(components(shop)).doesNotContain("web-9");
  }

  @Test
  void billingPassesAtOneInstantAndWhatIsGoneIsFree() {
    AcceptedOrder shop = running("billed");
    AcceptedOrder change = changed(shop, shop("billed", 2048, "web-1"));
    Run run = begin(change);
    reserve(run, "web-1");
    store.replacements().divert(run.id(), run.epoch());

    assertThat(store.reservations().commit(run.id(), run.epoch()))
        .isInstanceOf(CommitResult.Committed.class);
    List<MachineRow> replaced = store.replacements().replaced(run.id());
    replaced.forEach(m -> store.reservations().release(run.id(), run.epoch(), m.id()));
    assertThat(store.operations().succeed(run.id(), run.epoch())).isTrue();

    List<AllocationRow> ofWeb =
        store.machines().allocations(shop.configuration().id()).stream()
            .filter(a -> a.componentId().equals(ids(shop).get("web-1")))
            .toList();
    assertThat(ofWeb).hasSize(2);
    assertThat(ofWeb.get(0).billedTo()).isPresent().isEqualTo(ofWeb.get(1).billedFrom());
    assertThat(ofWeb.get(1).role()).isEqualTo(PlacementRole.ORIGINAL);
    assertThat(components(shop)).containsExactlyInAnyOrder("lb", "web-1", "db");
    assertThat(members(shop)).containsExactly("web-1");
    assertThat(memory(shop)).isEqualTo(512 + 2048 + 2048);
    AcceptedOrder again = changed(shop, shop("billed", 2048, "web-1", "web-2"));
    assertThat(ids(again).get("web-2")).isNotEqualTo(ids(shop).get("web-2"));
    cancel(again);
  }

  @Test
  void whatFailedIsBuiltAnew() {
    AcceptedOrder order = ann.orders(shop("anew", 1024, "web-1", "web-2"));
    Run run = begin(order);
    store.operations().undo(run.id(), run.epoch(), OperationState.FAILED, Optional.of(LOST));
    store.operations().fail(run.id(), run.epoch());
    assertThat(memory(order)).isZero();
    assertThat(claims(order)).isZero();

    AcceptedOrder retry = changed(order, shop("anew", 1024, "web-1", "web-2"));
    assertThat(memory(order)).isEqualTo(USUAL);
    Run second = begin(retry);
    assertThat(store.replacements().built(second.id())).hasSize(4);
    reserve(second, "lb", "web-1", "web-2", "db");
    store.replacements().divert(second.id(), second.epoch());
    store.reservations().commit(second.id(), second.epoch());
    store.operations().succeed(second.id(), second.epoch());

    assertThat(row(order).state())
        .isEqualTo(io.gridwright.domain.configuration.ConfigurationState.RUNNING);
    assertThat(members(order)).containsExactlyInAnyOrder("web-1", "web-2");
  }

  private static final Problem LOST = Problem.of("node-lost", "The node is lost.");

  private record Run(AcceptedOrder order, Epoch epoch) {
    OperationId id() {
      return order.operation().id();
    }
  }

  private AcceptedOrder running(String name) {
    AcceptedOrder order = ann.orders(shop(name, 1024, "web-1", "web-2"));
    Run run = begin(order);
    store
        .reservations()
        .reserve(run.id(), run.epoch(), grid.placing(order.configuration().document()));
    store.reservations().commit(run.id(), run.epoch());
    store.operations().succeed(run.id(), run.epoch());
    return order;
  }

  private Run begin(AcceptedOrder order) {
    return new Run(order, store.operations().begin(order.operation().id(), "run").epoch());
  }

  private void reserve(Run run, String... components) {
    List<Placed> placed =
        grid.placing(run.order().configuration().document()).stream()
            .filter(p -> Set.of(components).contains(p.componentName()))
            .map(
                p ->
                    new Placed(
                        p.componentId(),
                        p.componentName(),
                        p.ordinal(),
                        PlacementRole.DUPLICATE,
                        p.node(),
                        p.demand()))
            .toList();
    store.reservations().reserve(run.id(), run.epoch(), placed);
  }

  private AcceptedOrder changed(AcceptedOrder of, ConfigurationDocument desired) {
    return changed(of, desired, row(of).version());
  }

  private AcceptedOrder changed(AcceptedOrder of, ConfigurationDocument desired, long version) {
    return store
        .acceptance()
        .reconfigure(
            new ChangeOrder(
                ann.account(), of.configuration().id(), ann.user(), desired, version, false));
  }

  private void cancel(AcceptedOrder order) {
    store.acceptance().cancel(ann.account(), order.operation().id());
  }

  private Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return ((Refusal) Assertions.catchThrowable(call)).problem();
  }

  private List<String> fields(AcceptedOrder of, ConfigurationDocument desired) {
    return problem(() -> changed(of, desired)).errors().stream().map(FieldError::field).toList();
  }

  private static int claims(AcceptedOrder order) {
    return LEDGER
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM balanced_port WHERE configuration_id = :id")
                    .bind("id", order.configuration().id())
                    .mapTo(Integer.class)
                    .one());
  }

  private ConfigurationRow row(AcceptedOrder order) {
    return store.configurations().find(order.configuration().id()).orElseThrow();
  }

  private long memory(AcceptedOrder order) {
    assertThat(ann.holds()).isEqualTo(row(order).held());
    return row(order).held().memoryMib();
  }

  private List<String> names(AcceptedOrder order) {
    return row(order).document().components().stream().map(Component::name).toList();
  }

  private List<String> components(AcceptedOrder order) {
    return store.configurations().components(order.configuration().id()).stream()
        .filter(c -> c.deletedAt().isEmpty())
        .map(ComponentRow::name)
        .toList();
  }

  private static Map<String, ComponentId> ids(AcceptedOrder order) {
    return order.configuration().document().components().stream()
        .collect(Collectors.toMap(Component::name, c -> c.id().orElseThrow()));
  }

  private List<String> serving(AcceptedOrder shop) {
    OperationId first = shop.operation().id();
    return store.machines().ofConfiguration(shop.configuration().id()).stream()
        .filter(m -> m.role() == PlacementRole.ORIGINAL)
        .map(
            m ->
                m.componentName().startsWith("web")
                    ? m.componentName() + (m.operationId().equals(first) ? " old" : " new")
                    : m.componentName())
        .toList();
  }

  private List<String> members(AcceptedOrder shop) {
    return store.traffic().rules(shop.configuration().id()).stream()
        .filter(rule -> rule.kind() == Kind.POOL_MEMBER)
        .map(TrafficRuleRow::memberComponent)
        .flatMap(Optional::stream)
        .toList();
  }

  private static ConfigurationDocument with(
      ConfigurationDocument document, String name, Function<Component, Component> how) {
    return document.withComponents(
        document.components().stream().map(c -> c.name().equals(name) ? how.apply(c) : c).toList());
  }

  private static Component sized(Component c, long memoryMib, long diskGib) {
    return c.kind() == ComponentKind.LOAD_BALANCER
        ? new Component(
            c.id(),
            c.name(),
            c.kind(),
            c.image(),
            memoryMib,
            c.memoryPercent(),
            c.vcpus(),
            diskGib,
            c.bandwidthMbps(),
            c.stateless(),
            1,
            c.description(),
            c.hostName(),
            c.engine(),
            c.software(),
            c.sshKeys(),
            c.userData(),
            c.expected(),
            c.addresses(),
            c.loadBalancing())
        : Documents.component(c.name(), c.kind(), memoryMib, c.vcpus(), diskGib);
  }

  private static ConfigurationDocument shop(String name, long memoryMib, String... webs) {
    List<Component> components = new ArrayList<>();
    components.add(Documents.balancer("lb", Documents.virtualIp(80, webs)));
    for (String web : webs) {
      components.add(Documents.component(web, ComponentKind.WEB, memoryMib, 1, 20));
    }
    components.add(Documents.component("db", ComponentKind.DATABASE, 2048, 2, 40));
    return new ConfigurationDocument(
        name,
        RiskProfile.LOW,
        components,
        List.of(webs).stream().map(web -> new Link(web, "db", 3306)).toList(),
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }
}
