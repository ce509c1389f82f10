package io.gridwright.store.grid;

import static io.gridwright.domain.grid.NodeState.FENCED;
import static io.gridwright.domain.grid.NodeState.MAINTENANCE;
import static io.gridwright.domain.grid.NodeState.ONLINE;
import static io.gridwright.domain.grid.NodeState.RETURNING;
import static io.gridwright.domain.grid.NodeState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.store.testing.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the ledger knows of a node that is lost. */
class NodeLossesTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();
  private final NodeLosses losses = store.losses();
  private final Customer ann = Customer.with(store, "memory-2500");
  private final Grid grid = Grid.of(store, 4);
  private final NodeName node = grid.node(1);

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void aLossIsOneRecoveryAndItsStateIsWrittenWithIt() {
    var outcomes = AtOnce.run(50, i -> () -> losses.follow(node, ONLINE, UNREACHABLE));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(AtOnce.values(outcomes)).containsOnlyOnce(true);
    assertThat(state()).isEqualTo(UNREACHABLE);
    GridWorkRow recovery = losses.open(node).orElseThrow();
    assertThat(recovery.kind()).isEqualTo(GridWorkRow.Kind.RECOVERY);
    assertThat(recovery.number()).isEqualTo(1);
    assertThat(recovery.requestedBy()).isEmpty();
    assertThat(recovery.requestedAt()).isEqualTo(LEDGER.realTime().instant());
    assertThat(store.gridWorks().running()).contains(recovery);
  }

  @Test
  void aStateThatIsNotTheOneThatWasSeenBeginsNothing() {
    assertThat(losses.follow(node, RETURNING, UNREACHABLE)).isFalse();

    assertThat(state()).isEqualTo(ONLINE);
    assertThat(losses.open(node)).isEmpty();
  }

  @Test
  void whatIsLostAgainBeforeItWasWhollyBackKeepsItsRecovery() {
    lose();
    GridWorkRow first = losses.open(node).orElseThrow();
    losses.follow(node, UNREACHABLE, RETURNING);

    assertThat(losses.follow(node, RETURNING, UNREACHABLE)).isTrue();

    assertThat(losses.open(node)).contains(first);
  }

  @Test
  void theNextLossIsTheNextRecovery() {
    lose();
    GridWorkRow first = losses.open(node).orElseThrow();
    comeBack();
    assertThat(losses.end(first.id(), "It is back.")).isTrue();
    assertThat(losses.open(node)).isEmpty();
    assertThat(store.gridWorks().find(first.id()).orElseThrow().state())
        .isEqualTo(GridWorkRow.State.DONE);
    assertThat(store.gridWorks().find(first.id()).orElseThrow().report().words())
        .contains("It is back.");

    lose();

    assertThat(losses.open(node).orElseThrow().number()).isEqualTo(2);
    assertThat(losses.end(first.id(), "a repeat")).isTrue();
    assertThat(losses.open(node).orElseThrow().number()).isEqualTo(2);
  }

  /** Or it would be lost without a recovery: its loss began none, since one ran. */
  @ParameterizedTest
  @EnumSource(
      value = NodeState.class,
      names = {"UNREACHABLE", "FENCED", "RETURNING"})
  void aRecoveryDoesNotEndWhileItsNodeIsAway(NodeState now) {
    lose();
    GridWorkRow recovery = losses.open(node).orElseThrow();
    comeBack();
    losses.follow(node, ONLINE, UNREACHABLE);
    store.nodes().changeState(node, UNREACHABLE, now);

    assertThat(losses.end(recovery.id(), "It is back.")).isFalse();

    assertThat(losses.open(node)).contains(recovery);
  }

  @Test
  void aRecoveryEndsWhereItsNodeIsTakenOutOfUseWhenItIsBack() {
    lose();
    GridWorkRow recovery = losses.open(node).orElseThrow();
    comeBack();
    store.nodes().changeState(node, ONLINE, MAINTENANCE);

    assertThat(losses.end(recovery.id(), "It is back.")).isTrue();
  }

  /** At one instant the node is lost again, or its recovery ends: never both. */
  @Test
  void aLossAtTheInstantOfTheEndIsRecovered() {
    for (int round = 0; round < 20; round++) {
      Grid fresh = Grid.of(store, 1);
      NodeName each = fresh.node(0);
      losses.follow(each, ONLINE, UNREACHABLE);
      GridWorkRow recovery = losses.open(each).orElseThrow();
      losses.follow(each, UNREACHABLE, RETURNING);
      losses.follow(each, RETURNING, ONLINE);

      var outcomes =
          AtOnce.run(
              2,
              i ->
                  () ->
                      i == 0
                          ? losses.end(recovery.id(), "It is back.")
                          : losses.follow(each, ONLINE, UNREACHABLE));

      assertThat(AtOnce.failures(outcomes)).isEmpty();
      assertThat(losses.open(each)).isPresent();
    }
  }

  @Test
  void ofFiftyProofsAtOnceOneIsKept() {
    lose();
    GridWorkRow recovery = losses.open(node).orElseThrow();

    var outcomes = AtOnce.run(50, i -> () -> proved(node, "redfish", "PowerState Off, look " + i));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(AtOnce.values(outcomes)).hasSize(50).containsOnly(true);
    assertThat(state()).isEqualTo(FENCED);
    assertThat(losses.isProved(node)).isTrue();
    Fencing kept = losses.fencing(recovery.id()).orElseThrow();
    assertThat(proved(node, "cluster", "later")).isTrue();
    assertThat(losses.fencedBy(ann.user(), node, "I saw it")).isEqualTo(kept);
    assertThat(losses.fencing(recovery.id())).contains(kept);
    assertThat(kept.provedBy()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = NodeState.class,
      names = {"ONLINE", "RETURNING", "MAINTENANCE"})
  void nothingIsProvedOfANodeThatIsNotLost(NodeState now) {
    lose();
    GridWorkRow recovery = losses.open(node).orElseThrow();
    comeBack();
    store.nodes().changeState(node, ONLINE, now);

    assertThat(proved(node, "redfish", "Off")).isFalse();
    assertThat(refused(node).name()).isEqualTo("conflict");
    assertThat(refused(node).detail()).contains(node.value() + " is " + now);

    assertThat(losses.fencing(recovery.id())).isEmpty();
    assertThat(state()).isEqualTo(now);
    assertThat(losses.isProved(node)).isFalse();
  }

  @Test
  void anOperatorsWordIsKeptWithItsOperator() {
    lose();

    Fencing word = losses.fencedBy(ann.user(), node, "Its plug is in my hand.");

    assertThat(word.proof()).isEqualTo(Fencing.OPERATOR);
    assertThat(word.provedBy()).contains(ann.user());
    assertThat(word.evidence()).isEqualTo("Its plug is in my hand.");
    assertThat(word.provedAt()).isEqualTo(LEDGER.realTime().instant());
    assertThat(losses.fencedBy(ann.user(), node, "again")).isEqualTo(word);
    assertThat(state()).isEqualTo(FENCED);
    assertThat(refused(new NodeName("nowhere")).name()).isEqualTo("not-found");
  }

  /** It ran since; what was true of the node before is not of the node that is lost now. */
  @Test
  void aProofIsWorthNothingOnceTheNodeWasSeenAgain() {
    lose();
    GridWorkRow recovery = losses.open(node).orElseThrow();
    proved(node, "redfish", "Off at noon");
    losses.follow(node, FENCED, RETURNING);
    assertThat(losses.isProved(node)).isFalse();
    losses.follow(node, RETURNING, UNREACHABLE);
    assertThat(losses.isProved(node)).isFalse();
    Instant before = LEDGER.realTime().instant();
    LEDGER.realTime().advance(Duration.ofHours(1));
    losses.follow(node, UNREACHABLE, RETURNING);
    losses.follow(node, RETURNING, UNREACHABLE);

    assertThat(losses.prove(node, "redfish", "Off at noon", before)).isFalse();
    assertThat(losses.isProved(node)).isFalse();
    assertThat(proved(node, "cluster", "Fenced at one")).isTrue();

    assertThat(losses.isProved(node)).isTrue();
    Fencing kept = losses.fencing(recovery.id()).orElseThrow();
    assertThat(kept.evidence()).isEqualTo("Fenced at one");
    assertThat(kept.provedAt()).isEqualTo(LEDGER.realTime().instant());
  }

  @Test
  void onlyWhatShouldRunThereIsLost() {
    AcceptedOrder shop = Run.standing(ann, grid, Documents.sample("shop"));
    AcceptedOrder blog = Run.standing(ann, only(node), Documents.web("blog", 512, 5));
    // Built, but not committed.
    AcceptedOrder wiki = ann.orders(Documents.web("wiki", 512, 5));
    Run building = Run.of(store, wiki.operation().id());
    building.holds(only(node).placing(wiki.configuration().document()));
    building.machinesRun();
    // Off.
    AcceptedOrder mail = ann.orders(Documents.web("mail", 512, 5));
    Run stopped = Run.of(store, mail.operation().id());
    MachineRow off = stopped.holds(only(node).placing(mail.configuration().document())).get(0);
    stopped.is(off.id(), MachineState.STOPPED);
    stopped.commits();
    stopped.succeeds();
    // Replaced, and what replaces it.
    AcceptedOrder news = Run.standing(ann, only(node), Documents.web("news", 512, 5));
    Run swap = Run.of(store, resized(news).operation().id());
    swap.holds(duplicates(news, node));
    swap.machinesRun();
    assertThat(standing()).contains("news");
    assertThat(store.losses().standing(node))
        .extracting(MachineRow::role)
        .doesNotContain(PlacementRole.DUPLICATE);
    store.replacements().divert(swap.id(), swap.epoch());

    assertThat(standing()).containsExactlyInAnyOrder("shop", "blog");
    assertThat(losses.standing(node))
        .extracting(MachineRow::componentName)
        .containsExactlyInAnyOrder("web-1", "web");
    assertThat(losses.lost(shop.configuration().id())).isEmpty();

    lose();

    assertThat(lost(shop)).containsExactly("web-1");
    assertThat(lost(blog)).containsExactly("web");
    assertThat(List.of(lost(wiki), lost(mail), lost(news))).allMatch(List::isEmpty);
    proved(node, "redfish", "Off");
    assertThat(lost(shop)).containsExactly("web-1");
    losses.follow(node, FENCED, RETURNING);
    assertThat(lost(shop)).containsExactly("web-1");
    losses.follow(node, RETURNING, ONLINE);
    assertThat(lost(shop)).isEmpty();
    swap.fails(Problem.of("node-lost", "The node is lost."));
    building.fails(Problem.of("node-lost", "The node is lost."));
  }

  @Test
  void roomIsAnotherWhenItHasChangedAndElseTheSame() {
    String room = losses.room();
    assertThat(losses.room()).isEqualTo(room).matches("[0-9a-f]{16}");

    store.nodes().label(node, Map.of("rack", "r1"));
    LEDGER.realTime().advance(Duration.ofMinutes(1));
    assertThat(losses.room()).isEqualTo(room);

    AcceptedOrder web = ann.orders(Documents.web("room", 512, 5));
    assertThat(losses.room()).isEqualTo(room);
    Run run = Run.of(store, web.operation().id());
    run.holds(only(node).placing(web.configuration().document()));
    String held = losses.room();
    assertThat(held).isNotEqualTo(room);
    run.fails(Problem.of("node-lost", "The node is lost."));
    assertThat(losses.room()).isEqualTo(room);

    losses.follow(node, ONLINE, UNREACHABLE);
    String away = losses.room();
    assertThat(away).isNotEqualTo(room).isNotEqualTo(held);
    comeBack();
    assertThat(losses.room()).isEqualTo(room);

    store.nodes().upsert(node, new Capacity(131_072, 32, 2_000, 10_000), ONLINE);
    String larger = losses.room();
    assertThat(larger).isNotEqualTo(room);
    Grid.of(store, 1);
    assertThat(losses.room()).isNotEqualTo(larger);
    store.nodes().upsert(node, new Capacity(65_536, 32, 2_000, 10_000), ONLINE);
  }

  private void lose() {
    assertThat(losses.follow(node, ONLINE, UNREACHABLE)).isTrue();
  }

  private boolean proved(NodeName of, String proof, String evidence) {
    return losses.prove(of, proof, evidence, LEDGER.realTime().instant());
  }

  private void comeBack() {
    losses.follow(node, UNREACHABLE, RETURNING);
    assertThat(losses.follow(node, RETURNING, ONLINE)).isTrue();
  }

  private NodeState state() {
    return store.nodes().find(node).orElseThrow().state();
  }

  private Problem refused(NodeName which) {
    return catchThrowableOfType(Refusal.class, () -> losses.fencedBy(ann.user(), which, "I saw it"))
        .problem();
  }

  private static Grid only(NodeName node) {
    return new Grid(List.of(node));
  }

  private AcceptedOrder resized(AcceptedOrder web) {
    return store
        .acceptance()
        .reconfigure(
            new ChangeOrder(
                ann.account(),
                web.configuration().id(),
                ann.user(),
                Documents.web(web.configuration().document().name(), 1024, 5),
                1,
                false));
  }

  private static List<Placed> duplicates(AcceptedOrder of, NodeName node) {
    return only(node).placing(of.configuration().document()).stream()
        .map(
            p ->
                new Placed(
                    p.componentId(),
                    p.componentName(),
                    p.ordinal(),
                    PlacementRole.DUPLICATE,
                    node,
                    p.demand()))
        .toList();
  }

  private List<String> standing() {
    return losses.standing(node).stream()
        .map(m -> store.configurations().find(m.configurationId()).orElseThrow().name())
        .toList();
  }

  private List<String> lost(AcceptedOrder order) {
    return losses.lost(order.configuration().id()).stream().map(MachineRow::componentName).toList();
  }
}
