package io.gridwright.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.operation.OperationState;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.testing.Doorman;
import io.gridwright.engine.testing.TemporalUnderTest;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.configuration.PauseWish;
import io.gridwright.store.configuration.ProvisionOrder;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.workflows.WorkflowIds;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order is the ledger's; that its workflow hears of it is the business of those tested here. */
class OrderingTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final Duration OFTEN = Duration.ofMillis(200);

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-2500", "storage-200");

  @Test
  void startsTheEntityOfWhatIsOrdered() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect();
        var courier = new Courier(new Nudges(connection.client()))) {

      var order = orders(courier, "heard");

      await().atMost(PATIENCE).until(() -> exists(connection, order));
    }
  }

  @Test
  void acceptsAnOrderWhileTemporalIsAwayAndDeliversItWhenItComesBack() {
    int port = TemporalUnderTest.freePort();
    try (var connection = TemporalUnderTest.connect(port);
        var courier = new Courier(new Nudges(connection.client()));
        var reconciler = reconciles(connection)) {

      var order = orders(courier, "patient");

      assertThat(store.operations().find(order.operation().id()).orElseThrow().state())
          .isEqualTo(OperationState.QUEUED);
      try (var temporal = TemporalUnderTest.start(port)) {
        await().atMost(PATIENCE).until(() -> exists(connection, order));
      }
    }
  }

  @Test
  void letsNoOrderWaitForTemporal() {
    var doorman = new Doorman().holdingAll();
    try (var temporal = TemporalUnderTest.start(0, doorman);
        var connection = temporal.connect();
        var courier = new Courier(new Nudges(connection.client()))) {

      var first = orders(courier, "one");
      await().atMost(PATIENCE).until(() -> doorman.seen(entity(first)) == 1);
      var second = orders(courier, "two"); // while the first nudge is held at the door

      assertThat(exists(connection, first)).isFalse();
      doorman.letIn();
      await().atMost(PATIENCE).until(() -> exists(connection, first) && exists(connection, second));
    }
  }

  @Test
  void tellsTheEntityOfACancellationAndOfADeletion() {
    var doorman = new Doorman();
    try (var temporal = TemporalUnderTest.start(0, doorman);
        var connection = temporal.connect();
        var courier = new Courier(new Nudges(connection.client()))) {
      var submission = new Submission(store.acceptance(), courier);
      var order = orders(courier, "twice");
      store.operations().begin(order.operation().id(), "run-1");
      await().atMost(PATIENCE).until(() -> doorman.seen(entity(order)) == 1);

      submission.cancel(ann.account(), order.operation().id());
      await().atMost(PATIENCE).until(() -> doorman.seen(entity(order)) == 2);

      submission.delete(new DeleteOrder(ann.account(), order.configuration().id(), ann.user(), 1));
      await().atMost(PATIENCE).until(() -> doorman.seen(entity(order)) == 3);
    }
  }

  @Test
  void deliversToAllButTheOneThatCannotBeTold() {
    var doorman = new Doorman();
    var refused = ann.orders(Documents.web("refused", 512, 5));
    var other = ann.orders(Documents.web("other", 512, 5));
    doorman.refuse(entity(refused));
    try (var temporal = TemporalUnderTest.start(0, doorman);
        var connection = temporal.connect();
        var reconciler = reconciles(connection)) {

      await().atMost(PATIENCE).until(() -> exists(connection, other));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(doorman.seen(entity(refused)))
                      .as("each round tries again, and none stops at it")
                      .isGreaterThanOrEqualTo(2));
    }
  }

  @Test
  void nudgesWhatRunsOnceAndThenLetsItWork() {
    var doorman = new Doorman();
    var running = ann.orders(Documents.web("running", 512, 5));
    store.operations().begin(running.operation().id(), "run-1");
    var waiting = ann.orders(Documents.web("waiting", 512, 5));
    try (var temporal = TemporalUnderTest.start(0, doorman);
        var connection = temporal.connect();
        var reconciler = reconciles(connection)) {

      await().atMost(PATIENCE).until(() -> doorman.seen(entity(waiting)) >= 3);

      assertThat(doorman.seen(entity(running))).isEqualTo(1);
    }
  }

  @Test
  void beginsAPauseBesideTheQueueThoughTemporalWasAway() {
    int port = TemporalUnderTest.freePort();
    var shop = ann.orders(Documents.sample("paused"));
    try (var connection = TemporalUnderTest.connect(port);
        var courier = new Courier(new Nudges(connection.client()));
        var reconciler = reconciles(connection)) {

      var pause = pauses(courier, shop);
      assertThat(pauses(courier, shop).operation().id()).isEqualTo(pause.operation().id());

      try (var temporal = TemporalUnderTest.start(port)) {
        await().atMost(PATIENCE).until(() -> exists(connection, traffic(pause)));
      }
    }
  }

  @Test
  void beginsAPauseAtOnceAndOnce() {
    var doorman = new Doorman();
    var shop = ann.orders(Documents.sample("prompt"));
    try (var temporal = TemporalUnderTest.start(0, doorman);
        var connection = temporal.connect();
        var courier = new Courier(new Nudges(connection.client()))) {
      var nudges = new Nudges(connection.client());

      var pause = pauses(courier, shop);

      await().atMost(PATIENCE).until(() -> exists(connection, traffic(pause)));
      nudges.begin(pause.operation());
      assertThat(exists(connection, entity(shop))).isFalse();
    }
  }

  private AcceptedOrder pauses(Courier courier, AcceptedOrder shop) {
    return new Pausing(store.trafficAcceptance(), courier)
        .pause(
            new PauseWish(
                ann.account(),
                shop.configuration().id(),
                ann.user(),
                "lb",
                80,
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty()));
  }

  private static String traffic(AcceptedOrder pause) {
    return WorkflowIds.traffic(pause.configuration().id(), pause.operation().number());
  }

  private Reconciler reconciles(TemporalConnection connection) {
    return Reconciler.start(store.operations(), new Nudges(connection.client()), OFTEN);
  }

  private AcceptedOrder orders(Courier courier, String name) {
    return new Submission(store.acceptance(), courier)
        .provision(
            new ProvisionOrder(
                ann.account(), ann.user(), Documents.web(name, 512, 5), Optional.empty()));
  }

  private static String entity(AcceptedOrder order) {
    return WorkflowIds.configuration(order.configuration().id());
  }

  private static boolean exists(TemporalConnection connection, AcceptedOrder order) {
    return exists(connection, entity(order));
  }

  private static boolean exists(TemporalConnection connection, String workflow) {
    try {
      connection.client().newUntypedWorkflowStub(workflow).describe();
      return true;
    } catch (WorkflowNotFoundException notYet) {
      return false;
    }
  }
}
