package io.gridwright.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.StepName;
import io.gridwright.domain.operation.StepState;
import io.gridwright.worker.testing.Cable;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.WorkerProcess;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.operation.Steps;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database, Temporal or the hypervisor away from a worker in the midst of an operation. */
class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @RegisterExtension static final SharedBench SHARED = new SharedBench();

  private final Bench bench = SHARED.bench();
  private final Cable database = worker().database();
  private final Cable temporal = worker().temporal();
  private final List<Cable> nodes = worker().nodes();

  private WorkerProcess worker() {
    return bench.engine().workers().get(0);
  }

  @AfterEach
  void mend() {
    database.mend();
    temporal.mend();
    nodes.forEach(Cable::mend);
  }

  @Test
  void waitsForTheDatabaseAndGoesOn() {
    var order = begunAt("Configure", database::cut, UnaryOperator.identity());
    await().atMost(PATIENCE).until(() -> hasFailedAttempts(order));
    database.mend();

    bench.endsWell(Scenario.PROVISION, order);
  }

  @Test
  void waitsForTemporalAndGoesOn() {
    var order = begunAt("Start", temporal::cut, UnaryOperator.identity());
    await().atMost(PATIENCE).until(() -> isDone(order, Steps.START));
    temporal.mend();

    bench.endsWell(Scenario.PROVISION, order);
  }

  @Test
  void waitsForTheHypervisorAndGoesOn() {
    var order = begunAt("Equip", () -> nodes.forEach(Cable::cut), UnaryOperator.identity());
    await().atMost(PATIENCE).until(() -> hasFailedAttempts(order));
    nodes.forEach(Cable::mend);

    bench.endsWell(Scenario.PROVISION, order);
  }

  @Test
  void undoesAnOperationDuringWhichTheDatabaseStayedAwayForLongerThanAStepMayTake() {
    var order = begunAt("Configure", database::cut, OutageTest::impatient);
    awaitGivenUp(order);
    database.mend();

    isUndone(order);
  }

  @Test
  void undoesAnOperationDuringWhichTheHypervisorStayedAwayForLongerThanAStepMayTake() {
    var order = begunAt("Equip", () -> nodes.forEach(Cable::cut), OutageTest::impatient);
    awaitGivenUp(order);
    nodes.forEach(Cable::mend);

    isUndone(order);
  }

  /** An order that has just come to a point as the outage begins. */
  private Order begunAt(String point, Runnable outage, UnaryOperator<ActivityOptions> patience) {
    var begun = new CountDownLatch(1);
    var order =
        bench.begun(
            Scenario.PROVISION,
            Scenario.SINGLE,
            accepted -> {
              var id = accepted.configuration();
              bench.injection().hurry(id, point, patience);
              bench
                  .injection()
                  .arm(
                      id,
                      point,
                      Fault.first(
                          () -> {
                            outage.run();
                            begun.countDown();
                          }));
            });
    Fault.awaited(begun);
    return order;
  }

  private boolean isDone(Order order, StepName name) {
    return bench.engine().store().operations().steps(order.operation()).stream()
        .anyMatch(step -> step.name().equals(name) && step.state() == StepState.DONE);
  }

  private boolean hasFailedAttempts(Order order) {
    return workflow(order).describe().getRawDescription().getPendingActivitiesList().stream()
        .anyMatch(pending -> pending.getAttempt() > 2);
  }

  /** The step's time is over, between two attempts or during one; its workflow now undoes. */
  private void awaitGivenUp(Order order) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                bench
                    .engine()
                    .temporal()
                    .fetchHistory(workflow(order).getExecution().getWorkflowId())
                    .getEvents()
                    .stream()
                    .anyMatch(
                        event ->
                            event.hasActivityTaskFailedEventAttributes()
                                || event.hasActivityTaskTimedOutEventAttributes()));
  }

  private WorkflowStub workflow(Order order) {
    return bench
        .engine()
        .temporal()
        .newUntypedWorkflowStub(
            WorkflowIds.operation(order.configuration(), 1, OperationKind.PROVISION));
  }

  /** As if an hour and a half passed in three seconds. */
  private static ActivityOptions impatient(ActivityOptions options) {
    return ActivityOptions.newBuilder(options)
        .setScheduleToCloseTimeout(Duration.ofSeconds(3))
        .build();
  }

  private void isUndone(Order order) {
    bench.endsAs(OperationState.FAILED, order);
    assertThat(bench.engine().operation(order.operation()).error().orElseThrow().detail())
        .contains("did not end in its time; everything was undone");
    bench.engine().assertLedgerEqualsGrid();
  }
}
