package io.gridwright.store.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.event.EventRow;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AcceptanceTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-400", "storage-200");

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void acceptsTheSampleAndHoldsItsQuota() {
    AcceptedOrder order = ann.orders(Documents.sample("shop"));

    assertThat(order.replayed()).isFalse();
    assertThat(order.operation().kind()).isEqualTo(OperationKind.PROVISION);
    assertThat(order.operation().state()).isEqualTo(OperationState.QUEUED);
    assertThat(order.operation().number()).isEqualTo(1);
    assertThat(order.configuration().state()).isEqualTo(ConfigurationState.PROVISIONING);
    assertThat(order.configuration().version()).isEqualTo(1);
    assertThat(order.configuration().document().components())
        .allSatisfy(c -> assertThat(c.id()).isPresent());
    assertThat(order.operation().document()).contains(order.configuration().document());
    assertThat(store.configurations().components(order.configuration().id()))
        .extracting(ComponentRow::name)
        .containsExactly("lb", "web-1", "web-2", "db");
    assertThat(ann.holds()).isEqualTo(new HeldQuota(4608, 5, 88, 1));
    assertThat(store.operations().next(order.configuration().id()))
        .hasValueSatisfying(next -> assertThat(next.id()).isEqualTo(order.operation().id()));
  }

  @Test
  void tellsThoseWhoWatch() {
    AcceptedOrder order = ann.orders(Documents.sample("told"));

    assertThat(store.events().after(order.configuration().id(), 0, 10))
        .singleElement()
        .satisfies(e -> assertThat(e.number()).isEqualTo(1))
        .extracting(EventRow::payload)
        .isEqualTo(
            java.util.Map.of(
                "id", order.operation().id().value(), "kind", "PROVISION", "state", "QUEUED"));
  }

  @Test
  void refusesWhatIsOverTheAllotmentWithFieldAvailableAndPlan() {
    Customer bob = Customer.with(store, "memory-400", "storage-20");
    bob.orders(Documents.web("first", 512, 10));

    assertThat(problemOf(() -> bob.orders(Documents.web("second", 512, 11))))
        .satisfies(
            p -> {
              assertThat(p.name()).isEqualTo("over-allotment");
              assertThat(p.errors())
                  .extracting(FieldError::field)
                  .containsExactly("/components/0/diskGiB");
              assertThat(p.available()).contains(10L);
              assertThat(p.recommendedPlan()).contains("storage-200");
            });
    assertThat(bob.holds().diskGib()).isEqualTo(10);
    bob.orders(Documents.web("third", 512, 10));
  }

  @Test
  void acceptsExactlyOneOfTwoThatTogetherPassTheQuota() {
    for (int repeat = 0; repeat < 20; repeat++) {
      Customer bob = Customer.with(store, "memory-400", "storage-20");
      bob.orders(Documents.web("first", 512, 10));

      var outcomes = AtOnce.run(2, i -> () -> bob.orders(Documents.web("at-once-" + i, 512, 6)));

      assertThat(AtOnce.values(outcomes)).hasSize(1);
      assertThat(AtOnce.failures(outcomes))
          .singleElement()
          .asInstanceOf(type(Refusal.class))
          .extracting(r -> r.problem().name())
          .isEqualTo("over-allotment");
      assertThat(bob.holds().diskGib()).isEqualTo(16);
    }
  }

  @Test
  void neverPassesTheQuotaWithManyAtOnce() {
    Customer bob = Customer.with(store, "memory-100");

    var outcomes = AtOnce.run(24, i -> () -> bob.orders(Documents.web("many-" + i, 1024, 1)));

    assertThat(AtOnce.values(outcomes)).hasSize(5);
    assertThat(bob.holds().memoryMib()).isEqualTo(5 * 1024);
  }

  @Test
  void hasOneEffectForOneKeyTwentyTimesAtOnce() {
    var outcomes =
        AtOnce.run(20, i -> () -> provision(ann, Documents.web("once", 512, 5), "key-1", "{}"));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(AtOnce.values(outcomes))
        .extracting(o -> o.operation().id())
        .containsOnly(AtOnce.values(outcomes).get(0).operation().id());
    assertThat(AtOnce.values(outcomes)).filteredOn(o -> !o.replayed()).hasSize(1);
    assertThat(ann.holds()).isEqualTo(new HeldQuota(512, 1, 5, 0));
  }

  @Test
  void refusesAKeyWithAnotherBodyAndForgetsItAfterADay() {
    provision(ann, Documents.web("keyed", 512, 5), "key-2", "{\"a\":1}");

    assertThat(problemOf(() -> provision(ann, Documents.web("x", 512, 5), "key-2", "{\"a\":2}")))
        .extracting(Problem::name)
        .isEqualTo("idempotency-key-reused");
    LEDGER.realTime().advance(Duration.ofHours(25));
    assertThat(provision(ann, Documents.web("y", 512, 5), "key-2", "{\"a\":2}").replayed())
        .isFalse();
  }

  @Test
  void keepsNothingOfARefusedRequest() {
    ConfigurationDocument tooMuch = Documents.web("big", 40_000, 5);
    assertThatThrownBy(() -> provision(ann, tooMuch, "key-3", "{}")).isInstanceOf(Refusal.class);

    assertThat(provision(ann, Documents.web("small", 512, 5), "key-3", "{}").replayed()).isFalse();
  }

  @Test
  void refusesANameInUseUntilItIsFree() {
    AcceptedOrder first = ann.orders(Documents.web("twice", 512, 5));

    assertThat(problemOf(() -> ann.orders(Documents.web("twice", 512, 5))))
        .satisfies(p -> assertThat(p.name()).isEqualTo("conflict"))
        .satisfies(
            p -> assertThat(p.errors()).extracting(FieldError::field).containsExactly("/name"));
    delete(first);
    ann.orders(Documents.web("twice", 512, 5));
  }

  @Test
  void refusesAMemberThatAnotherBalancerHas() {
    ConfigurationDocument document =
        Documents.of(
            "pools",
            Documents.balancer("lb-a", Documents.virtualIp(80, "web-1")),
            Documents.balancer("lb-b", Documents.virtualIp(80, "web-1")),
            Documents.component("web-1", ComponentKind.WEB, 512, 1, 5));

    assertThat(problemOf(() -> ann.orders(document)))
        .satisfies(p -> assertThat(p.name()).isEqualTo("conflict"))
        .satisfies(
            p ->
                assertThat(p.errors())
                    .extracting(FieldError::field)
                    .containsExactly("/components/1/loadBalancer/virtualIps/0/pool/0"));
  }

  @Test
  void givesAPublicAddressToOneOfTwoConfigurationsThatClaimItAtOnce() {
    Customer bob = Customer.with(store, "memory-400");
    List<Customer> both = List.of(ann, bob);
    for (int repeat = 0; repeat < 5; repeat++) {
      Optional<String> address = Optional.of("198.18.1." + (10 + repeat));
      String name = "claim-" + repeat;

      var outcomes =
          AtOnce.run(
              2,
              i ->
                  () ->
                      both.get(i)
                          .orders(
                              Documents.of(
                                  name,
                                  Documents.balancer(
                                      "lb", Documents.virtualIp(address, 80, 80, "web")),
                                  Documents.component("web", ComponentKind.WEB, 512, 1, 5))));

      assertThat(AtOnce.values(outcomes)).hasSize(1);
      assertThat(AtOnce.failures(outcomes))
          .singleElement()
          .asInstanceOf(type(Refusal.class))
          .satisfies(r -> assertThat(r.problem().name()).isEqualTo("conflict"))
          .satisfies(
              r ->
                  assertThat(r.problem().errors().get(0).field())
                      .isEqualTo("/components/0/loadBalancer/virtualIps/0/address"));
    }
  }

  @Test
  void refusesAnAddressThatIsNotTheOperators() {
    ConfigurationDocument document =
        Documents.of(
            "foreign",
            Documents.balancer(
                "lb", Documents.virtualIp(Optional.of("203.0.113.7"), 80, 80, "web")),
            Documents.component("web", ComponentKind.WEB, 512, 1, 5));

    assertThat(problemOf(() -> ann.orders(document)))
        .extracting(Problem::name)
        .isEqualTo("validation");
  }

  @Test
  void refusesARestrictedAccountButLetsItDelete() {
    AcceptedOrder order = ann.orders(Documents.web("before", 512, 5));
    store.accounts().restrict(ann.account());

    assertThat(problemOf(() -> ann.orders(Documents.web("after", 512, 5))))
        .extracting(Problem::name)
        .isEqualTo("account-restricted");
    delete(order);
    store.accounts().lift(ann.account());
    ann.orders(Documents.web("after", 512, 5));
  }

  @Test
  void deletionCancelsWhatIsQueuedAndGivesItsQuotaBack() {
    AcceptedOrder order = ann.orders(Documents.web("queued", 512, 5));

    AcceptedOrder deletion = delete(order);

    assertThat(store.operations().find(order.operation().id()))
        .hasValueSatisfying(o -> assertThat(o.state()).isEqualTo(OperationState.CANCELLED));
    assertThat(ann.holds()).isEqualTo(HeldQuota.NONE);
    assertThat(deletion.operation().number()).isEqualTo(2);
  }

  @Test
  void deletionAsksWhatRunsToStop() {
    AcceptedOrder order = ann.orders(Documents.web("running", 512, 5));
    store.operations().begin(order.operation().id(), "run-1");

    AcceptedOrder deletion =
        store
            .acceptance()
            .delete(new DeleteOrder(ann.account(), order.configuration().id(), ann.user(), 1));

    assertThat(store.operations().interruptState(order.operation().id()).stopWanted()).isTrue();
    assertThat(store.operations().next(order.configuration().id()))
        .hasValueSatisfying(n -> assertThat(n.id()).isEqualTo(order.operation().id()));
    assertThat(
            store
                .acceptance()
                .delete(new DeleteOrder(ann.account(), order.configuration().id(), ann.user(), 1))
                .operation()
                .id())
        .isEqualTo(deletion.operation().id());
  }

  @Test
  void answersARepeatedDeletionThoughWhatItStoppedRaisedTheVersion() {
    AcceptedOrder order = ann.orders(Documents.web("repeated", 512, 5));
    DeleteOrder wish = new DeleteOrder(ann.account(), order.configuration().id(), ann.user(), 1);
    var epoch = store.operations().begin(order.operation().id(), "run-1").epoch();
    AcceptedOrder deletion = store.acceptance().delete(wish);
    store
        .operations()
        .undo(order.operation().id(), epoch, OperationState.CANCELLED, Optional.empty());
    store.operations().fail(order.operation().id(), epoch);

    assertThat(store.acceptance().delete(wish).operation().id())
        .isEqualTo(deletion.operation().id());
  }

  @Test
  void refusesToDeleteAnotherVersionOrAnothersConfiguration() {
    AcceptedOrder order = ann.orders(Documents.web("guarded", 512, 5));
    Customer eve = Customer.with(store, "memory-100");

    assertThat(
            problemOf(
                () ->
                    store
                        .acceptance()
                        .delete(
                            new DeleteOrder(
                                ann.account(), order.configuration().id(), ann.user(), 7))))
        .extracting(Problem::name)
        .isEqualTo("precondition-failed");
    assertThat(
            problemOf(
                () ->
                    store
                        .acceptance()
                        .delete(
                            new DeleteOrder(
                                eve.account(), order.configuration().id(), eve.user(), 1))))
        .extracting(Problem::name)
        .isEqualTo("not-found");
    assertThat(store.configurations().find(eve.account(), order.configuration().id())).isEmpty();
    assertThat(problemOf(() -> store.acceptance().cancel(eve.account(), order.operation().id())))
        .extracting(Problem::name)
        .isEqualTo("not-found");
  }

  @Test
  void cancelsAQueuedOperationAtOnce() {
    AcceptedOrder order = ann.orders(Documents.web("cancelled", 512, 5));

    CancelResult result = store.acceptance().cancel(ann.account(), order.operation().id());

    assertThat(result).isInstanceOf(CancelResult.Cancelled.class);
    assertThat(result.operation().state()).isEqualTo(OperationState.CANCELLED);
    assertThat(ann.holds()).isEqualTo(HeldQuota.NONE);
    assertThat(store.configurations().find(order.configuration().id()))
        .hasValueSatisfying(
            c -> {
              assertThat(c.state()).isEqualTo(ConfigurationState.FAILED);
              assertThat(c.version()).isEqualTo(2);
            });
  }

  @Test
  void whatThePlatformAskedForOnlyOperatorsCancelAndWhatACustomerAskedForOnlyTheAccount() {
    AcceptedOrder order = ann.orders(Documents.web("moved", 512, 5));
    OperationId move =
        store
            .acceptance()
            .submit(submission(order, OperationKind.MOVE, Optional.empty()))
            .operation()
            .id();

    assertThat(problemOf(() -> store.acceptance().cancel(ann.account(), move)))
        .extracting(Problem::name)
        .isEqualTo("conflict");
    assertThat(problemOf(() -> store.acceptance().cancelOwn(order.operation().id())))
        .extracting(Problem::name)
        .isEqualTo("forbidden");
    assertThat(store.acceptance().cancelOwn(move).operation().state())
        .isEqualTo(OperationState.CANCELLED);
  }

  @Test
  void refusesTheTwentyFirstQueuedOperationOfACustomer() {
    AcceptedOrder order = ann.orders(Documents.web("busy", 512, 5));
    store.operations().begin(order.operation().id(), "run-1");
    for (int i = 0; i < 20; i++) {
      store.acceptance().submit(submission(order, OperationKind.POWER, Optional.of(ann.user())));
    }

    assertThat(
            problemOf(
                () ->
                    store
                        .acceptance()
                        .submit(submission(order, OperationKind.POWER, Optional.of(ann.user())))))
        .extracting(Problem::name)
        .isEqualTo("rate-limited");
    AcceptedOrder recovery =
        store.acceptance().submit(submission(order, OperationKind.RECOVER, Optional.empty()));
    assertThat(store.operations().open(order.configuration().id()))
        .extracting(OperationRow::id)
        .startsWith(order.operation().id(), recovery.operation().id());
  }

  private Submission submission(
      AcceptedOrder order, OperationKind kind, Optional<io.gridwright.domain.account.UserId> user) {
    return new Submission(
        ann.account(), order.configuration().id(), kind, user, Optional.empty(), Optional.empty());
  }

  private AcceptedOrder delete(AcceptedOrder order) {
    AcceptedOrder deletion =
        store
            .acceptance()
            .delete(
                new DeleteOrder(
                    ann.account(),
                    order.configuration().id(),
                    ann.user(),
                    order.configuration().version()));
    var begun = store.operations().begin(deletion.operation().id(), "delete-run");
    assertThat(store.operations().succeed(deletion.operation().id(), begun.epoch())).isTrue();
    return deletion;
  }

  private AcceptedOrder provision(
      Customer customer, ConfigurationDocument document, String key, String body) {
    return store
        .acceptance()
        .provision(
            new ProvisionOrder(
                customer.account(),
                customer.user(),
                document,
                Optional.of(
                    new IdempotentRequest(
                        customer.user().value(),
                        "POST",
                        "/api/v1/configurations",
                        key,
                        body.getBytes(StandardCharsets.UTF_8)))));
  }

  private static Problem problemOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
    assertThat(thrown).isInstanceOf(Refusal.class);
    return ((Refusal) thrown).problem();
  }
}
