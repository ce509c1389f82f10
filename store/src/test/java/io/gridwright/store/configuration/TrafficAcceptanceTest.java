package io.gridwright.store.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.Store;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.Unfinished;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.store.traffic.PausePoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pausing and playing: a fact at once, with an operation beside the queue. */
class TrafficAcceptanceTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final Optional<PoolMember> WEB_1 = Optional.of(new PoolMember("web-1", 80));

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-2500", "storage-200");
  private final ConfigurationRow shop = ann.orders(Documents.sample("shop")).configuration();

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void isAFactOnceItIsAccepted() {
    AcceptedOrder order = pause(WEB_1, true);

    assertThat(order.operation().kind()).isEqualTo(OperationKind.TRAFFIC);
    assertThat(order.operation().state()).isEqualTo(OperationState.QUEUED);
    assertThat(store.traffic().pauses(shop.id()).points()).containsExactly(member("web-1"));

    pause(Optional.empty(), true);
    pause(WEB_1, false);

    assertThat(store.traffic().pauses(shop.id()).points()).containsExactly(address());
  }

  @Test
  void isNotInTheQueue() {
    AcceptedOrder order = pause(WEB_1, true);

    assertThat(store.operations().open(shop.id()))
        .extracting(OperationRow::kind)
        .containsExactly(OperationKind.PROVISION);
    assertThat(store.operations().unfinishedBeside())
        .extracting(OperationRow::id)
        .contains(order.operation().id());
    run(order);
    assertThat(store.operations().unfinished())
        .filteredOn(u -> u.configuration().equals(shop.id()))
        .extracting(Unfinished::takenUp)
        .containsExactly(false);
  }

  @Test
  void hasNoSecondEffectWhereItHolds() {
    AcceptedOrder first = pause(WEB_1, true);
    AcceptedOrder again = pause(WEB_1, true);
    assertThat(again.operation().id()).isEqualTo(first.operation().id());
    assertThat(again.replayed()).isTrue();

    store.operations().succeed(first.operation().id(), run(first));
    AcceptedOrder later = pause(WEB_1, true);

    assertThat(later.operation().id()).isNotEqualTo(first.operation().id());
    assertThat(later.operation().state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(pause(Optional.empty(), false).operation().state())
        .as("what never was paused")
        .isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void isTriedAnewWhereItFailed() {
    AcceptedOrder first = pause(WEB_1, true);
    store
        .operations()
        .fail(
            first.operation().id(),
            run(first),
            Problem.of("unavailable", "the node is away"),
            OperationState.FAILED);

    assertThat(store.traffic().pauses(shop.id()).points()).containsExactly(member("web-1"));
    assertThat(pause(WEB_1, true).operation().state()).isEqualTo(OperationState.QUEUED);
  }

  @Test
  void answersAKeyAsItDidBefore() {
    AcceptedOrder first = keyed("key-1", true);
    AcceptedOrder joined = keyed("key-2", true);
    assertThat(joined.operation().id()).isEqualTo(first.operation().id());

    pause(WEB_1, false);

    assertThat(keyed("key-1", true).operation().id()).isEqualTo(first.operation().id());
    assertThat(keyed("key-2", true).operation().id()).isEqualTo(first.operation().id());
    assertThat(store.traffic().pauses(shop.id()).points()).isEmpty();
    assertThat(refusal(() -> keyed("key-1", false)).name()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(refusal(() -> pause("web-1", 80, Optional.empty(), WEB_1, true)).detail())
        .isEqualTo("Configuration shop has no load balancer named \"web-1\"; it has lb.");
    assertThat(refusal(() -> pause("lb", 81, Optional.empty(), WEB_1, true)).detail())
        .isEqualTo("Balancer lb has no virtual address with port 81; it has auto:80.");
    assertThat(refusal(() -> pause("lb", 80, Optional.of("203.0.113.77"), WEB_1, true)).detail())
        .isEqualTo("Balancer lb has no virtual address 203.0.113.77 with port 80; it has auto.");
    assertThat(refusal(() -> pause(Optional.of(new PoolMember("web-1", 81)), true)))
        .satisfies(p -> assertThat(p.name()).isEqualTo("not-found"))
        .extracting(Problem::detail)
        .isEqualTo("The pool of lb at port 80 has no member web-1:81; it has web-1:80, web-2:80.");
    assertThat(store.traffic().pauses(shop.id()).points()).isEmpty();
  }

  @Test
  void asksWhichAddressWhereSeveralHaveThePort() {
    ConfigurationDocument document =
        Documents.of(
            "two",
            Documents.balancer(
                "lb",
                Documents.virtualIp(80, "web"),
                Documents.virtualIp(Optional.of("203.0.113.9"), 80, 8080, "web")),
            Documents.component("web", ComponentKind.WEB, 512, 1, 5));
    offerAddress("203.0.113.9");
    ConfigurationRow two = ann.orders(document).configuration();

    Problem problem = refusal(() -> pause(two, Optional.empty()));
    assertThat(problem.name()).isEqualTo("conflict");
    assertThat(problem.detail()).contains("auto, 203.0.113.9").contains("?address=");

    pause(two, Optional.of("203.0.113.9"));
    assertThat(store.traffic().pauses(two.id()).points())
        .extracting(PausePoint::address)
        .containsExactly("203.0.113.9");
    pause(two, Optional.of("auto"));
    assertThat(store.traffic().pauses(two.id()).points())
        .extracting(PausePoint::address)
        .containsExactlyInAnyOrder("203.0.113.9", "");
  }

  @Test
  void cannotBeCancelledButPlayed() {
    AcceptedOrder order = pause(WEB_1, true);

    assertThat(
            refusal(() -> store.acceptance().cancel(ann.account(), order.operation().id()))
                .detail())
        .contains("play it instead");
  }

  @Test
  void doesNotCountAmongTheQueuedButIsBounded() {
    for (int i = 0; i < 20; i++) {
      pause(WEB_1, i % 2 == 0);
    }

    assertThat(refusal(() -> pause(WEB_1, true)).name()).isEqualTo("rate-limited");
    for (int i = 0; i < 19; i++) {
      store.acceptance().submit(backUp());
    }
    assertThat(refusal(() -> store.acceptance().submit(backUp())).name()).isEqualTo("rate-limited");
  }

  @Test
  void endsWithADeletion() {
    AcceptedOrder queued = pause(WEB_1, true);
    AcceptedOrder running = pause(Optional.empty(), true);
    Epoch epoch = run(running);

    delete();

    assertThat(List.of(queued, running))
        .extracting(o -> store.operations().find(o.operation().id()).orElseThrow().state())
        .containsOnly(OperationState.CANCELLED);
    assertThatThrownBy(() -> store.operations().succeed(running.operation().id(), epoch))
        .isInstanceOf(StaleEpochException.class);
    assertThat(refusal(() -> pause(WEB_1, false)).name()).isEqualTo("conflict");
  }

  /** Whatever order the crowd came through in, no operation is open beside a deletion. */
  @Test
  void crowdsOfPausesAndADeletionAtOnceAgree() {
    for (int round = 0; round < 5; round++) {
      ConfigurationRow row = ann.orders(Documents.sample("crowd-" + round)).configuration();
      var outcomes =
          AtOnce.run(
              12,
              i ->
                  () -> {
                    if (i == 6) {
                      store
                          .acceptance()
                          .delete(new DeleteOrder(ann.account(), row.id(), ann.user(), 1));
                    } else {
                      PoolMember member = new PoolMember("web-" + (1 + i % 2), 80);
                      store.trafficAcceptance().pause(wish(row, Optional.of(member), i % 3 > 0));
                    }
                    return true;
                  });

      assertThat(AtOnce.failures(outcomes))
          .allSatisfy(
              f ->
                  assertThat(((Refusal) f).problem().detail())
                      .contains("configuration is being deleted"));
      assertThat(store.operations().unfinishedBeside())
          .filteredOn(o -> o.configurationId().equals(row.id()))
          .isEmpty();
      assertThat(store.operations().ofConfiguration(row.id(), Optional.empty(), 100))
          .filteredOn(o -> o.kind() == OperationKind.TRAFFIC)
          .extracting(OperationRow::state)
          .isSubsetOf(OperationState.CANCELLED, OperationState.SUCCEEDED);
    }
  }

  /** The fact is what the last one to be accepted said, whoever that was. */
  @Test
  void aCrowdLeavesWhatTheLastOfItSaid() {
    var outcomes = AtOnce.run(16, i -> () -> pause(WEB_1, i % 2 == 0));

    OperationRow last =
        AtOnce.values(outcomes).stream()
            .map(AcceptedOrder::operation)
            .max(Comparator.comparing(OperationRow::number))
            .orElseThrow();
    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(store.traffic().pauses(shop.id()).points().contains(member("web-1")))
        .isEqualTo(last.payload().orElseThrow().content().get("paused").asBoolean());
  }

  @Test
  void ticketsRiseWhoeverTakesThem() {
    MachineId machine = new MachineId(IdSource.ulids().next());
    AcceptedOrder order = pause(WEB_1, true);
    OperationId operation = order.operation().id();
    Epoch epoch = run(order);
    assertThat(store.traffic().turn(operation, epoch, machine)).isEmpty();

    var turns =
        AtOnce.run(
            8, i -> () -> store.traffic().firstOrNextTurn(operation, epoch, machine).ticket());

    assertThat(AtOnce.values(turns)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(store.traffic().turn(operation, epoch, machine))
        .hasValueSatisfying(turn -> assertThat(turn.ticket()).isEqualTo(9));
    run(order);
    assertThatThrownBy(() -> store.traffic().turn(operation, epoch, machine))
        .isInstanceOf(StaleEpochException.class);
  }

  private static void offerAddress(String address) {
    LEDGER
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO address (scope, address, position, state)
                    VALUES ('PUBLIC', ?, 9, 'FREE')
                    """,
                    address));
  }

  private AcceptedOrder pause(Optional<PoolMember> member, boolean paused) {
    return store.trafficAcceptance().pause(wish(shop, member, paused));
  }

  private AcceptedOrder pause(ConfigurationRow row, Optional<String> address) {
    return store
        .trafficAcceptance()
        .pause(
            new PauseWish(
                ann.account(),
                row.id(),
                ann.user(),
                "lb",
                80,
                address,
                Optional.empty(),
                true,
                Optional.empty()));
  }

  private AcceptedOrder pause(
      String balancer,
      int port,
      Optional<String> address,
      Optional<PoolMember> member,
      boolean paused) {
    return store
        .trafficAcceptance()
        .pause(
            new PauseWish(
                ann.account(),
                shop.id(),
                ann.user(),
                balancer,
                port,
                address,
                member,
                paused,
                Optional.empty()));
  }

  private AcceptedOrder keyed(String key, boolean paused) {
    byte[] body = new byte[] {(byte) (paused ? 1 : 0)};
    return store
        .trafficAcceptance()
        .pause(
            new PauseWish(
                ann.account(),
                shop.id(),
                ann.user(),
                "lb",
                80,
                Optional.empty(),
                WEB_1,
                paused,
                Optional.of(
                    new IdempotentRequest(ann.user().value(), "PUT", "/member", key, body))));
  }

  private PauseWish wish(ConfigurationRow row, Optional<PoolMember> member, boolean paused) {
    return new PauseWish(
        ann.account(),
        row.id(),
        ann.user(),
        "lb",
        80,
        Optional.empty(),
        member,
        paused,
        Optional.empty());
  }

  private Submission backUp() {
    return new Submission(
        ann.account(),
        shop.id(),
        OperationKind.BACK_UP,
        Optional.of(ann.user()),
        Optional.empty(),
        Optional.empty());
  }

  private void delete() {
    store.acceptance().delete(new DeleteOrder(ann.account(), shop.id(), ann.user(), 1));
  }

  private Epoch run(AcceptedOrder order) {
    return store.operations().begin(order.operation().id(), IdSource.ulids().next()).epoch();
  }

  private PausePoint member(String name) {
    return PausePoint.of(
        shop.document().component("lb").orElseThrow().id().orElseThrow(),
        at(),
        shop.document().component(name).orElseThrow().id().orElseThrow(),
        80);
  }

  private PausePoint address() {
    return PausePoint.of(shop.document().component("lb").orElseThrow().id().orElseThrow(), at());
  }

  private VirtualIp at() {
    return shop.document().component("lb").orElseThrow().virtualIps().get(0);
  }

  private static Problem refusal(ThrowingCallable call) {
    return catchThrowableOfType(Refusal.class, call).problem();
  }
}
