package io.gridwright.store.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.StepName;
import io.gridwright.domain.operation.StepState;
import io.gridwright.store.Refusal;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.CancelResult;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperationLedgerTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final Problem NOTHING_FITS = Problem.of("no-capacity", "Nothing fits.");

  private final Store store = LEDGER.store();
  private final OperationLedger operations = store.operations();
  private final Customer ann = Customer.with(store, "memory-2500");

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void givesANewRunANewEpochAndTheSameRunTheSame() {
    OperationId id = ann.orders(Documents.web("epochs", 512, 5)).operation().id();

    assertThat(operations.begin(id, "run-1").epoch()).isEqualTo(new Epoch(1));
    assertThat(operations.begin(id, "run-1").epoch()).isEqualTo(new Epoch(1));
    assertThat(operations.begin(id, "run-2").epoch()).isEqualTo(new Epoch(2));
  }

  @Test
  void givesRunsThatBeginAtOnceDifferentEpochs() {
    OperationId id = ann.orders(Documents.web("begins", 512, 5)).operation().id();

    var outcomes = AtOnce.run(8, i -> () -> operations.begin(id, "run-" + i).epoch());

    assertThat(new HashSet<>(AtOnce.values(outcomes))).hasSize(8);
  }

  @Test
  void goesOnFromThePhaseThatWasWritten() {
    OperationId id = ann.orders(Documents.web("phases", 512, 5)).operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();

    operations.advance(id, epoch, Phase.BUILDING);

    assertThat(operations.begin(id, "run-2").phase()).isEqualTo(Phase.BUILDING);
    assertThatThrownBy(() -> operations.advance(id, epoch, Phase.VERIFYING))
        .isInstanceOf(StaleEpochException.class)
        .hasMessageContaining("epoch 2");
  }

  @Test
  void decidesBetweenCancelAndPointOfNoReturnInOneRow() {
    for (int repeat = 0; repeat < 20; repeat++) {
      OperationId id = ann.orders(Documents.web("race-" + repeat, 512, 5)).operation().id();
      Epoch epoch = operations.begin(id, "run-1").epoch();
      List<Callable<Boolean>> rivals =
          List.of(
              () -> operations.passPointOfNoReturn(id, epoch),
              () -> store.acceptance().cancel(ann.account(), id) instanceof CancelResult.Requested);

      var outcomes = AtOnce.run(2, rivals::get);

      boolean passed = operations.interruptState(id).pastPointOfNoReturn();
      if (passed) {
        assertThat(AtOnce.failures(outcomes)).singleElement().isInstanceOf(Refusal.class);
        assertThat(operations.succeed(id, epoch)).isTrue();
      } else {
        assertThat(AtOnce.values(outcomes)).containsExactlyInAnyOrder(false, true);
        assertThat(operations.succeed(id, epoch)).isFalse();
        operations.fail(id, epoch);
      }
      assertThat(operations.find(id).orElseThrow().state())
          .isEqualTo(passed ? OperationState.SUCCEEDED : OperationState.CANCELLED);
    }
  }

  @Test
  void refusesToCancelWhatFailedAlready() {
    OperationId id = ann.orders(Documents.web("failing", 512, 5)).operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();
    operations.undo(id, epoch, OperationState.FAILED, Optional.of(NOTHING_FITS));

    assertThatThrownBy(() -> store.acceptance().cancel(ann.account(), id))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("conflict");
  }

  @Test
  void failsWithWhatTheUndoSaidAndGivesTheQuotaBack() {
    AcceptedOrder order = ann.orders(Documents.sample("undone"));
    OperationId id = order.operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();

    assertThat(operations.undo(id, epoch, OperationState.FAILED, Optional.of(NOTHING_FITS)))
        .isEqualTo(new Undoing(true, OperationState.FAILED));
    Epoch later = operations.begin(id, "run-2").epoch();
    assertThat(operations.undo(id, later, OperationState.CANCELLED, Optional.empty()))
        .isEqualTo(new Undoing(true, OperationState.FAILED));
    operations.fail(id, later);
    operations.fail(id, later);

    OperationRow row = operations.find(id).orElseThrow();
    assertThat(row.state()).isEqualTo(OperationState.FAILED);
    assertThat(row.error()).contains(NOTHING_FITS);
    assertThat(row.phase()).isEqualTo(Phase.ENDED);
    assertThat(ann.holds()).isEqualTo(HeldQuota.NONE);
    assertThat(store.configurations().find(order.configuration().id()).orElseThrow())
        .satisfies(c -> assertThat(c.state()).isEqualTo(ConfigurationState.FAILED))
        .satisfies(c -> assertThat(c.version()).isEqualTo(2));
  }

  @Test
  void forbidsUndoingPastThePointOfNoReturn() {
    OperationId id = ann.orders(Documents.web("forward", 512, 5)).operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();
    assertThat(operations.passPointOfNoReturn(id, epoch)).isTrue();

    assertThat(operations.undo(id, epoch, OperationState.FAILED, Optional.empty()).allowed())
        .isFalse();
    assertThatThrownBy(() -> operations.fail(id, epoch, NOTHING_FITS, OperationState.FAILED))
        .isInstanceOf(IllegalStateException.class);
    assertThat(operations.succeed(id, epoch)).isTrue();
  }

  @Test
  void succeedsOnceAndSetsComponentsRunning() {
    AcceptedOrder order = ann.orders(Documents.sample("done"));
    OperationId id = order.operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();

    assertThat(operations.succeed(id, epoch)).isTrue();
    assertThat(operations.succeed(id, epoch)).isTrue();

    assertThat(store.configurations().components(order.configuration().id()))
        .extracting(ComponentRow::state)
        .containsOnly(ComponentState.RUNNING);
    assertThat(operations.begin(id, "run-9").phase()).isEqualTo(Phase.ENDED);
    assertThat(operations.next(order.configuration().id())).isEmpty();
  }

  @Test
  void countsAttemptsOfStepsAndKeepsTheLastError() {
    OperationId id = ann.orders(Documents.web("steps", 512, 5)).operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();
    step(id, epoch, StepState.RUNNING, Optional.empty());
    step(id, epoch, StepState.RUNNING, Optional.of("storage 'local' is full"));
    step(id, epoch, StepState.DONE, Optional.empty());

    assertThat(operations.steps(id))
        .singleElement()
        .satisfies(s -> assertThat(s.attempts()).isEqualTo(2))
        .satisfies(s -> assertThat(s.state()).isEqualTo(StepState.DONE))
        .satisfies(s -> assertThat(s.endedAt()).isPresent())
        .satisfies(s -> assertThat(s.error()).contains("storage 'local' is full"));
  }

  @Test
  void takesNoStepOfAnEarlierRunNorOfAnEndedOperation() {
    OperationId id = ann.orders(Documents.web("late", 512, 5)).operation().id();
    Epoch old = operations.begin(id, "run-1").epoch();
    Epoch epoch = operations.begin(id, "run-2").epoch();
    step(id, epoch, StepState.RUNNING, Optional.empty());

    assertThatThrownBy(() -> step(id, old, StepState.FAILED, Optional.of("late")))
        .isInstanceOf(StaleEpochException.class);
    operations.succeed(id, epoch);
    assertThatThrownBy(() -> step(id, epoch, StepState.FAILED, Optional.of("later")))
        .isInstanceOf(StaleEpochException.class);

    assertThat(operations.steps(id)).extracting(StepRow::state).containsExactly(StepState.RUNNING);
  }

  @Test
  void numbersEventsInTheOrderOfTheirCommits() {
    AcceptedOrder order = ann.orders(Documents.web("events", 512, 5));
    OperationId id = order.operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();

    AtOnce.run(
        8,
        i ->
            () -> {
              step(id, epoch, "step-" + i, StepState.RUNNING, Optional.empty());
              return i;
            });

    assertThat(store.events().after(order.configuration().id(), 0, 100))
        .extracting(e -> e.number())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(store.events().last(order.configuration().id())).isEqualTo(10);
  }

  @Test
  void namesWhatNobodyHasTakenUp() {
    AcceptedOrder order = ann.orders(Documents.web("unfinished", 512, 5));
    Instant accepted = LEDGER.realTime().instant();
    assertThat(unfinished(order)).contains(seen(order, false, accepted));

    LEDGER.realTime().advance(Duration.ofSeconds(1));
    Epoch epoch = operations.begin(order.operation().id(), "run-1").epoch();
    Instant begun = LEDGER.realTime().instant();
    assertThat(unfinished(order)).as("it runs").contains(seen(order, true, begun));

    LEDGER.realTime().advance(Duration.ofSeconds(1));
    store.acceptance().cancel(ann.account(), order.operation().id());
    Instant stopped = LEDGER.realTime().instant();
    assertThat(unfinished(order)).as("a wish to stop").contains(seen(order, false, stopped));

    operations.undo(order.operation().id(), epoch, OperationState.CANCELLED, Optional.empty());
    assertThat(unfinished(order)).as("it is heeded").contains(seen(order, true, stopped));

    operations.fail(order.operation().id(), epoch);
    assertThat(unfinished(order)).isEmpty();
  }

  @Test
  void namesWhatIsQueuedBehindARunningOperationOnlyOnceThatHasEnded() {
    AcceptedOrder order = ann.orders(Documents.web("behind", 512, 5));
    Epoch epoch = operations.begin(order.operation().id(), "run-1").epoch();
    store
        .acceptance()
        .delete(new DeleteOrder(ann.account(), order.configuration().id(), ann.user(), 1));
    assertThat(unfinished(order))
        .map(Unfinished::takenUp)
        .as("it shall be stopped")
        .contains(false);

    operations.undo(order.operation().id(), epoch, OperationState.CANCELLED, Optional.empty());
    assertThat(unfinished(order)).map(Unfinished::takenUp).as("it stops").contains(true);

    operations.fail(order.operation().id(), epoch);
    assertThat(unfinished(order)).map(Unfinished::takenUp).as("the next waits").contains(false);
  }

  @Test
  void namesNoWishToStopPastThePointOfNoReturn() {
    AcceptedOrder order = ann.orders(Documents.web("past", 512, 5));
    Epoch epoch = operations.begin(order.operation().id(), "run-1").epoch();
    operations.passPointOfNoReturn(order.operation().id(), epoch);
    store
        .acceptance()
        .delete(new DeleteOrder(ann.account(), order.configuration().id(), ann.user(), 1));

    assertThat(unfinished(order)).map(Unfinished::takenUp).contains(true);
  }

  private Optional<Unfinished> unfinished(AcceptedOrder order) {
    return operations.unfinished().stream()
        .filter(one -> one.configuration().equals(order.configuration().id()))
        .findFirst();
  }

  private static Unfinished seen(AcceptedOrder order, boolean takenUp, Instant changedAt) {
    return new Unfinished(order.configuration().id(), takenUp, changedAt);
  }

  @Test
  void staysBeingUndoneWhenALateStepWritesItsPhase() {
    OperationId id = ann.orders(Documents.web("phase", 512, 5)).operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();
    operations.undo(id, epoch, OperationState.FAILED, Optional.empty());

    operations.advance(id, epoch, Phase.BUILDING);

    assertThat(operations.find(id).orElseThrow().phase()).isEqualTo(Phase.UNDOING);
  }

  @Test
  void keepsPlansAndMeasurements() {
    OperationId id = ann.orders(Documents.web("plans", 512, 5)).operation().id();
    Epoch epoch = operations.begin(id, "run-1").epoch();
    LinkMeasurements links =
        new LinkMeasurements(
            List.of(
                new LinkMeasurements.Measured("web-1", "db", true, OptionalDouble.of(0.4)),
                new LinkMeasurements.Measured("web-2", "db", false, OptionalDouble.empty())));

    assertThat(operations.storePlan(id, epoch, Map.of("web", "pve1"))).isEqualTo(1);
    assertThat(operations.storePlan(id, epoch, Map.of("web", "pve2"))).isEqualTo(2);
    operations.verified(id, epoch, links);

    assertThat(operations.plan(id, 1)).contains(Map.of("web", "pve1"));
    assertThat(operations.plan(id, 3)).isEmpty();
    assertThat(operations.find(id).orElseThrow().verification()).contains(links);
  }

  private void step(OperationId id, Epoch epoch, StepState state, Optional<String> error) {
    step(id, epoch, "clone", state, error);
  }

  private void step(
      OperationId id, Epoch epoch, String name, StepState state, Optional<String> error) {
    operations.step(
        new StepReport(
            id,
            epoch,
            new StepName(name),
            Optional.of("web"),
            Optional.of(new NodeName("pve1")),
            state,
            error));
  }
}
