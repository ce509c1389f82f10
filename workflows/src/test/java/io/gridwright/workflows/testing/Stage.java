package io.gridwright.workflows.testing;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.store.json.DomainJson;
import io.gridwright.workflows.SearchAttributes;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.configuration.ConfigurationWorkflow;
import io.gridwright.workflows.grid.ChangeActivities;
import io.gridwright.workflows.grid.ClusterKeepActivities;
import io.gridwright.workflows.grid.GridForecastActivities;
import io.gridwright.workflows.grid.GridPlanningActivities;
import io.gridwright.workflows.grid.GridWorkActivities;
import io.gridwright.workflows.grid.MigrationActivities;
import io.gridwright.workflows.grid.MoveActivities;
import io.gridwright.workflows.grid.ResizeActivities;
import io.gridwright.workflows.power.PoolActivities;
import io.gridwright.workflows.power.PowerActivities;
import io.gridwright.workflows.power.PowerLedgerActivities;
import io.gridwright.workflows.recovery.LostNodeActivities;
import io.gridwright.workflows.recovery.RecoveryActivities;
import io.gridwright.workflows.registration.WorkflowRegistration;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Temporal for each test, whose timers cost no time, with a worker on each queue and fakes behind
 * the activities. With {@code -Dgridwright.workflowCache=0} every workflow task replays its
 * history, which is the cheapest proof that code is deterministic.
 */
public final class Stage implements BeforeEachCallback, AfterEachCallback {
  private static final boolean CACHE = !"false".equals(System.getProperty("gridwright.cache"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BEAT = Duration.ofMillis(50);

  private TestWorkflowEnvironment environment;
  private Script script;
  private FakeLedger ledger;
  private FakeScheduler scheduler;
  private FakeReservations reservations;
  private FakeGrid grid;
  private FakeMoves moves;
  private FakeChanges changes;
  private FakePower power;
  private FakeWatch watch;
  private FakeRecovery recovery;

  @Override
  public void beforeEach(ExtensionContext context) {
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    environment.close();
    assertThat(ledger.violations()).as("what must never be done").isEmpty();
  }

  /** Sets the stage; for what is no test. */
  public void open() {
    script = new Script();
    ledger = new FakeLedger();
    scheduler = new FakeScheduler(ledger, script);
    reservations = new FakeReservations(ledger, scheduler, script);
    grid = new FakeGrid(ledger, script);
    moves = new FakeMoves(ledger, script);
    changes = new FakeChanges(ledger, script);
    power = new FakePower(ledger, script);
    watch = new FakeWatch(script);
    recovery = new FakeRecovery(script);
    environment = TestWorkflowEnvironment.newInstance(options());
    SearchAttributes.ALL.forEach(
        key ->
            environment.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    hire();
    environment.start();
  }

  public void close() {
    environment.close();
  }

  private void hire() {
    WorkflowRegistration.register(worker(TaskQueues.WORKFLOWS));
    worker(TaskQueues.LEDGER)
        .registerActivitiesImplementations(
            new FakeOperations(ledger, script),
            new FakeQueue(ledger, script),
            new FakePauses(ledger, script),
            reservations,
            only(ChangeActivities.class, changes),
            only(MoveActivities.class, moves),
            only(PowerLedgerActivities.class, power),
            only(GridWorkActivities.class, moves),
            only(RecoveryActivities.class, recovery));
    worker(TaskQueues.SOLVER)
        .registerActivitiesImplementations(scheduler, only(GridPlanningActivities.class, moves));
    worker(TaskQueues.PREVIEW)
        .registerActivitiesImplementations(scheduler, only(GridForecastActivities.class, moves));
    worker(TaskQueues.HYPERVISOR)
        .registerActivitiesImplementations(
            grid,
            only(ResizeActivities.class, changes),
            only(MigrationActivities.class, moves),
            only(ClusterKeepActivities.class, moves),
            only(PowerActivities.class, power),
            only(PoolActivities.class, power));
    worker(TaskQueues.WATCH)
        .registerActivitiesImplementations(watch, only(LostNodeActivities.class, recovery));
  }

  private Worker worker(String queue) {
    var options =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(BEAT)
            .setDefaultHeartbeatThrottleInterval(BEAT);
    if (!CACHE) {
      // A cache of size 0 would be one of the SDK's default size (WorkerFactoryOptions).
      options.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
    }
    return environment.newWorker(queue, options.build());
  }

  private static TestEnvironmentOptions options() {
    return TestEnvironmentOptions.newBuilder()
        .setWorkflowClientOptions(
            WorkflowClientOptions.newBuilder()
                .setIdentity("test")
                .setDataConverter(converter())
                .build())
        .build();
  }

  /** The form in which production writes histories. */
  public static DataConverter converter() {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(DomainJson.mapper()));
  }

  public Script script() {
    return script;
  }

  public FakeLedger ledger() {
    return ledger;
  }

  public FakeScheduler scheduler() {
    return scheduler;
  }

  public FakeReservations reservations() {
    return reservations;
  }

  public FakeGrid grid() {
    return grid;
  }

  public FakeChanges changes() {
    return changes;
  }

  public FakeMoves moves() {
    return moves;
  }

  public FakePower power() {
    return power;
  }

  /** One of the several roles of a fake, so that each queue carries out its own. */
  private static <T> T only(Class<T> role, T fake) {
    return role.cast(
        Proxy.newProxyInstance(
            role.getClassLoader(),
            new Class<?>[] {role},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(fake, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  public FakeWatch watch() {
    return watch;
  }

  public FakeRecovery recovery() {
    return recovery;
  }

  public WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  /** How long a workflow lived, in the time of the stage. */
  public Duration lifeOf(WorkflowStub workflow) {
    var events = history(workflow).getEvents();
    return Duration.between(instantOf(events.get(0)), instantOf(events.get(events.size() - 1)));
  }

  private static Instant instantOf(HistoryEvent event) {
    return Instant.ofEpochSecond(
        event.getEventTime().getSeconds(), event.getEventTime().getNanos());
  }

  /** Lets time pass for whoever waits for it. */
  public void passes(Duration time) {
    environment.sleep(time);
  }

  /** Accepts an order. */
  public OperationId accepts(OperationKind kind, Machines wanted) {
    return ledger.accepts(kind, wanted);
  }

  /** Begins the workflow of an operation. */
  public WorkflowStub begins(OperationId operation, OperationKind kind) {
    var stub =
        client()
            .newUntypedWorkflowStub(
                switch (kind) {
                  case PROVISION -> "Provision";
                  case RECONFIGURE -> "Reconfigure";
                  case RECOVER -> "Recover";
                  case MOVE -> "Move";
                  case TRAFFIC -> "TrafficRule";
                  case POWER -> "Power";
                  default -> "Delete";
                },
                options(idOf(operation, kind)));
    stub.start(operation);
    return stub;
  }

  /** Carries the workflow of an operation out to its end. */
  public WorkflowStub carriesOut(OperationId operation, OperationKind kind) {
    var stub = begins(operation, kind);
    stub.getResult(Void.class);
    return stub;
  }

  /** Nudges the entity, as orders do. */
  public WorkflowStub nudges() {
    var entity =
        client()
            .newWorkflowStub(
                ConfigurationWorkflow.class,
                options(WorkflowIds.configuration(FakeLedger.CONFIGURATION)));
    var batch = client().newSignalWithStartRequest();
    batch.add(entity::run, FakeLedger.CONFIGURATION);
    batch.add(entity::nudge);
    client().signalWithStart(batch);
    return WorkflowStub.fromTyped(entity);
  }

  /** The workflow that an entity runs for an operation. */
  public WorkflowStub workflowOf(OperationId operation, OperationKind kind) {
    return client().newUntypedWorkflowStub(idOf(operation, kind));
  }

  /** The history of the newest run of a workflow. */
  public WorkflowExecutionHistory history(WorkflowStub workflow) {
    return client().fetchHistory(workflow.getExecution().getWorkflowId());
  }

  /**
   * Waits until a workflow has asked for the end of a step. A step that ends in the very moment in
   * which its end is asked for breaks its workflow on this server (ACTIVITY_UNKNOWN), and on no
   * other; so tests let it go on afterwards only.
   */
  public void awaitsCancellation(WorkflowStub workflow) {
    awaits(workflow, EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
  }

  /** Waits until a workflow itself waits. */
  public void awaitsTimer(WorkflowStub workflow) {
    awaits(workflow, EVENT_TYPE_TIMER_STARTED);
  }

  private void awaits(WorkflowStub workflow, EventType type) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                history(workflow).getEvents().stream()
                    .anyMatch(event -> event.getEventType() == type));
  }

  /** Waits until a step was called. */
  public void awaits(String step) {
    script.awaitCall(step);
  }

  /** Every call of every activity, in order. */
  public List<String> calls() {
    return script.calls();
  }

  public static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .build();
  }

  private String idOf(OperationId operation, OperationKind kind) {
    ConfigurationId configuration = FakeLedger.CONFIGURATION;
    return WorkflowIds.operation(configuration, ledger.number(operation), kind);
  }
}
