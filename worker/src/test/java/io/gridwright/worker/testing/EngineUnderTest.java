package io.gridwright.worker.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.activities.grid.GridSettings;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.emulator.Emulator;
import io.gridwright.emulator.EmulatorConfiguration;
import io.gridwright.emulator.fault.FaultRegistry;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.engine.configuration.Reconciler;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.engine.grid.GridWorkDoor;
import io.gridwright.engine.grid.GridWorkKeeper;
import io.gridwright.engine.grid.Watch;
import io.gridwright.engine.temporal.SearchAttributeRegistration;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.proxmox.connection.Api;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.CancelResult;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.configuration.PauseWish;
import io.gridwright.store.configuration.PowerOrder;
import io.gridwright.store.configuration.ProvisionOrder;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MoveOrder;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.grid.RecoverOrder;
import io.gridwright.store.operation.OperationPayload;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.worker.Queue;
import io.gridwright.worker.WorkerSettings;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.grid.LedgerSweepActivities.Sweep;
import io.gridwright.workflows.grid.LedgerSweepWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The whole engine, for one test class: an emulated grid, a schema on a real database, Temporal,
 * the reconciler and the watch, and worker processes that can be killed and replaced. Close it when
 * the class has ended.
 *
 * <p>The test's own door to ledger and Temporal does not go over the cables of any worker process,
 * so that it sees what is there whatever is cut.
 */
public final class EngineUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String[] PLANS = {"memory-2500", "storage-200"};

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Setup setup;
  private final EmulatorConfiguration hardware;
  private final LedgerDatabase ledger;
  private final Store store;
  private final TemporalUnderTest temporal;
  private final TemporalConnection connection;
  private final Submission submission;
  private final Nudges nudges;
  private final List<WorkerProcess> workers = new CopyOnWriteArrayList<>();
  private Emulator emulator;

  /**
   * How the engine is set up.
   *
   * @param temporal which server
   * @param nodes of the emulated grid
   * @param latency factor on the grid's delays
   * @param resources of each node
   * @param settings of the first worker process
   * @param machines what the operator decides about machines
   * @param grid how the grid is watched
   * @param injection stands around every activity of every worker process
   * @param wire stands around every call of the hypervisor
   * @param recovering whether what a lost node took with it is built anew
   */
  public record Setup(
      Supplier<TemporalUnderTest> temporal,
      int nodes,
      double latency,
      EmulatorConfiguration.NodeResources resources,
      WorkerSettings settings,
      MachineSettings machines,
      GridSettings grid,
      WorkerInterceptor injection,
      UnaryOperator<Api> wire,
      boolean recovering) {

    public Setup on(Supplier<TemporalUnderTest> server) {
      return new Setup(
          server, nodes, latency, resources, settings, machines, grid, injection, wire, recovering);
    }

    public Setup withNodes(int count) {
      return new Setup(
          temporal,
          count,
          latency,
          resources,
          settings,
          machines,
          grid,
          injection,
          wire,
          recovering);
    }

    public Setup withLatency(double factor) {
      return new Setup(
          temporal,
          nodes,
          factor,
          resources,
          settings,
          machines,
          grid,
          injection,
          wire,
          recovering);
    }

    public Setup withNodesOf(EmulatorConfiguration.NodeResources each) {
      return new Setup(
          temporal, nodes, latency, each, settings, machines, grid, injection, wire, recovering);
    }

    public Setup working(WorkerSettings how) {
      return new Setup(
          temporal, nodes, latency, resources, how, machines, grid, injection, wire, recovering);
    }

    public Setup building(MachineSettings how) {
      return new Setup(
          temporal, nodes, latency, resources, settings, how, grid, injection, wire, recovering);
    }

    public Setup watching(GridSettings how) {
      return new Setup(
          temporal,
          nodes,
          latency,
          resources,
          settings,
          machines,
          how,
          injection,
          wire,
          recovering);
    }

    public Setup injecting(WorkerInterceptor what) {
      return new Setup(
          temporal, nodes, latency, resources, settings, machines, grid, what, wire, recovering);
    }

    public Setup recoveringNodes() {
      return new Setup(
          temporal, nodes, latency, resources, settings, machines, grid, injection, wire, true);
    }

    public Setup calling(UnaryOperator<Api> through) {
      return new Setup(
          temporal,
          nodes,
          latency,
          resources,
          settings,
          machines,
          grid,
          injection,
          through,
          recovering);
    }
  }

  /** Three nodes without delays, Temporal in this process, one worker process, no injection. */
  public static Setup setup() {
    return new Setup(
        TemporalUnderTest::inThisJvm,
        3,
        0,
        EmulatorConfiguration.NodeResources.USUAL,
        WorkerSettings.DEFAULT.withGrace(Duration.ofSeconds(2)),
        MachineSettings.DEFAULT,
        GridSettings.DEFAULT,
        new WorkerInterceptorBase(),
        UnaryOperator.identity(),
        false);
  }

  private EngineUnderTest(Setup setup) {
    this.setup = setup;
    Clock clock = Clock.systemUTC();
    hardware =
        new EmulatorConfiguration(
            0, setup.nodes(), setup.latency(), temporaryFolder(), setup.resources());
    ledger = part(LedgerDatabase.open());
    store = ledger.storeWith(clock, clock);
    temporal = part(setup.temporal().get());
    connection =
        part(TemporalConnection.open(TemporalSettings.plain("127.0.0.1:" + temporal.port())));
    await().atMost(PATIENCE).until(connection::namespaceExists);
    SearchAttributeRegistration.register(connection);
    nudges = new Nudges(connection.client());
    submission = new Submission(store.acceptance(), part(new Courier(nudges)));
    emulator = Emulator.start(hardware);
  }

  /** Starts everything; an order would find room when this returns. */
  public static EngineUnderTest start(Setup setup) {
    var engine = new EngineUnderTest(setup);
    try {
      engine.hire();
      engine.part(Watch.start(engine.connection.client()));
      engine.part(Reconciler.start(engine.store.operations(), engine.nudges));
      engine.part(
          GridWorkKeeper.start(
              engine.store.gridWorks(),
              new GridWorkDoor(engine.connection.client()),
              work -> setup.recovering() || work.kind() != GridWorkRow.Kind.RECOVERY));
      engine.awaitGrid();
      return engine;
    } catch (RuntimeException | AssertionError failed) {
      engine.close();
      throw failed;
    }
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private void awaitGrid() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              var seen = store.nodes().list();
              return seen.size() == setup.nodes()
                  && seen.stream()
                      .allMatch(
                          node ->
                              node.node().state() == NodeState.ONLINE && node.images().size() == 4);
            });
  }

  // ---------------------------------------------------------------- worker processes

  /** One more worker process, as the first one is. */
  public WorkerProcess hire() {
    return hire(setup.settings());
  }

  /** One more worker process with habits of its own. */
  public WorkerProcess hire(WorkerSettings settings) {
    var process =
        WorkerProcess.start(
            new WorkerProcess.World(ledger.url(), temporal, emulator),
            new WorkerProcess.Habits(
                settings.onInProcessServer(temporal.inProcess()),
                setup.machines(),
                setup.grid(),
                connections(settings),
                setup.injection(),
                setup.wire()));
    workers.add(process);
    return process;
  }

  private static int connections(WorkerSettings settings) {
    return 16 + settings.slots().getOrDefault(Queue.LEDGER, Queue.LEDGER.slots());
  }

  /** The worker processes that were hired and not dismissed, oldest first. */
  public List<WorkerProcess> workers() {
    return List.copyOf(workers);
  }

  /** Kills a worker process; hire another for what it left. */
  public void crash(WorkerProcess process) {
    workers.remove(process);
    process.crash();
  }

  // ---------------------------------------------------------------- what customers do

  /** Signs up an account with the largest ceilings. */
  public Customer customer() {
    return Customer.with(store, PLANS);
  }

  /** Orders a configuration for an account of its own. */
  public Order order(ConfigurationDocument document) {
    return order(customer(), document);
  }

  public Order order(Customer customer, ConfigurationDocument document) {
    return sent(accepted(customer, document));
  }

  /** Has an order accepted, and tells no worker yet: {@link #sent} does. */
  public Order accepted(Customer customer, ConfigurationDocument document) {
    var accepted =
        store
            .acceptance()
            .provision(
                new ProvisionOrder(
                    customer.account(), customer.user(), document, Optional.empty()));
    return new Order(customer, accepted.configuration().id(), accepted.operation().id());
  }

  /** Orders that a configuration be deleted. */
  public Order delete(Order of) {
    return sent(acceptedDeletion(of));
  }

  /** Has a deletion accepted, and tells no worker yet. */
  public Order acceptedDeletion(Order of) {
    var row = configuration(of.configuration());
    var accepted =
        store
            .acceptance()
            .delete(
                new DeleteOrder(
                    of.customer().account(), row.id(), of.customer().user(), row.version()));
    return new Order(of.customer(), row.id(), accepted.operation().id());
  }

  /** Has a change of a configuration's document accepted, and tells no worker yet. */
  public Order acceptedChange(Order of, ConfigurationDocument desired) {
    var accepted =
        store
            .acceptance()
            .reconfigure(
                new ChangeOrder(
                    of.customer().account(),
                    of.configuration(),
                    of.customer().user(),
                    desired,
                    configuration(of.configuration()).version(),
                    false));
    return new Order(of.customer(), of.configuration(), accepted.operation().id());
  }

  /** Has a member of a balancer's pool paused or played in the ledger, and tells no worker yet. */
  public Order acceptedPause(Order of, String balancer, String member, boolean paused) {
    var accepted =
        store
            .trafficAcceptance()
            .pause(
                new PauseWish(
                    of.customer().account(),
                    of.configuration(),
                    of.customer().user(),
                    balancer,
                    80,
                    Optional.empty(),
                    Optional.of(new PoolMember(member, 80)),
                    paused,
                    Optional.empty()));
    return new Order(of.customer(), of.configuration(), accepted.operation().id());
  }

  /** Has the move of a machine accepted, as planners do, and tells no worker yet. */
  public Order acceptedMove(Order of, MachineRow machine, NodeName to) {
    var move =
        new Move(
            machine.configurationId(),
            machine.componentName(),
            machine.ordinal(),
            machine.node(),
            to);
    return acceptedByEngine(
        of, OperationKind.MOVE, new MoveOrder(MoveReason.REBALANCE, List.of(move)).payload());
  }

  /** Has a machine built elsewhere, as if its node were lost, and tells no worker yet. */
  public Order acceptedRecovery(Order of, MachineRow machine) {
    return acceptedByEngine(
        of,
        OperationKind.RECOVER,
        new RecoverOrder(machine.node(), 1, List.of(machine.part()), "").payload());
  }

  private Order acceptedByEngine(Order of, OperationKind kind, OperationPayload payload) {
    var accepted =
        store
            .acceptance()
            .submit(
                new io.gridwright.store.configuration.Submission(
                    of.customer().account(),
                    of.configuration(),
                    kind,
                    Optional.empty(),
                    Optional.of(payload),
                    Optional.empty()));
    return new Order(of.customer(), of.configuration(), accepted.operation().id());
  }

  /** Has components switched, all that take it where none is named, and tells no worker yet. */
  public Order acceptedPower(Order of, PowerAction action, String... components) {
    var accepted =
        store
            .acceptance()
            .power(
                new PowerOrder(
                    of.customer().account(),
                    of.configuration(),
                    Optional.of(of.customer().user()),
                    action,
                    components.length == 0 ? Optional.empty() : Optional.of(List.of(components)),
                    Optional.empty()));
    return new Order(of.customer(), of.configuration(), accepted.operation().id());
  }

  /** A node on which a configuration has nothing. */
  public NodeName nodeWithout(ConfigurationId configuration) {
    var taken = machines(configuration).stream().map(MachineRow::node).toList();
    return store.nodes().nodes().stream()
        .filter(node -> node.state() == NodeState.ONLINE && !taken.contains(node.name()))
        .map(NodeRow::name)
        .findFirst()
        .orElseThrow();
  }

  /** Nudges what was accepted, as the API does: one that is lost the reconciler repeats. */
  public Order sent(Order order) {
    var operation = operation(order.operation());
    if (operation.kind() == OperationKind.TRAFFIC) {
      nudges.begin(operation);
    } else {
      Courier.deliver(nudges, order.configuration());
    }
    return order;
  }

  /** Asks for a cancellation; refused with {@link io.gridwright.store.Refusal} where too late. */
  public CancelResult cancel(Order order) {
    return store.operations().find(order.operation()).orElseThrow().requestedBy().isPresent()
        ? submission.cancel(order.customer().account(), order.operation())
        : submission.cancelOwn(order.operation());
  }

  /** Fetches a page through the configuration's balancer. */
  public String page(ConfigurationId configuration) {
    var balancer =
        machines(configuration).stream()
            .filter(m -> kindOf(m) == ComponentKind.LOAD_BALANCER)
            .findFirst()
            .orElseThrow();
    var at =
        balancer.reachable().orElseThrow().values().stream()
            .flatMap(ports -> Optional.ofNullable(ports.get("80")).stream())
            .findFirst()
            .orElseThrow();
    return get(URI.create("http://" + at + "/"));
  }

  private ComponentKind kindOf(MachineRow machine) {
    return configuration(machine.configurationId())
        .document()
        .component(machine.componentName())
        .orElseThrow()
        .kind();
  }

  private static String get(URI address) {
    try {
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("status of %s", address).isEqualTo(200);
      return answer.body().strip();
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  // ---------------------------------------------------------------- what is

  public ConfigurationRow configuration(ConfigurationId id) {
    return store.configurations().find(id).orElseThrow();
  }

  public OperationRow operation(OperationId id) {
    return store.operations().find(id).orElseThrow();
  }

  /** Living machines of a configuration, as the ledger has them. */
  public List<MachineRow> machines(ConfigurationId configuration) {
    return store.machines().ofConfiguration(configuration);
  }

  /** Waits until the operation has ended, and tells how. */
  public OperationRow awaitEnd(Order order) {
    try {
      await("the end of " + order.operation().value())
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> hasEnded(order.operation()));
    } catch (ConditionTimeoutException late) {
      var row = operation(order.operation());
      throw new AssertionError(
          "%s is still %s, %s after %s:%n%s"
              .formatted(row.kind(), row.state(), row.phase(), PATIENCE, steps(row.id())),
          late);
    }
    return operation(order.operation());
  }

  private boolean hasEnded(OperationId id) {
    return ledger
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT ended_at IS NOT NULL FROM operation WHERE id = :id")
                    .bind("id", id.value())
                    .mapTo(Boolean.class)
                    .one());
  }

  /** Waits for the end, which must be this one. */
  public OperationRow awaitEnd(Order order, OperationState expected) {
    var ended = awaitEnd(order);
    assertThat(ended.state())
        .as(() -> ended.kind() + ", " + ended.error() + "\n" + steps(ended.id()))
        .isEqualTo(expected);
    return ended;
  }

  /** Orders and waits until it runs. */
  public Order running(ConfigurationDocument document) {
    var order = order(document);
    awaitEnd(order, OperationState.SUCCEEDED);
    assertThat(configuration(order.configuration()).state()).isEqualTo(ConfigurationState.RUNNING);
    return order;
  }

  /** Deletes it and waits until it is gone. */
  public void deleted(Order order) {
    awaitEnd(delete(order), OperationState.SUCCEEDED);
    assertThat(configuration(order.configuration()).state()).isEqualTo(ConfigurationState.DELETED);
  }

  /** Steps of an operation, for a failure's message. */
  public String steps(OperationId operation) {
    var text = new StringBuilder();
    store
        .operations()
        .steps(operation)
        .forEach(
            step ->
                text.append(
                    "  %s %s %s %s x%d %s%n"
                        .formatted(
                            step.name().value(),
                            step.component(),
                            step.node(),
                            step.state(),
                            step.attempts(),
                            step.error().orElse(""))));
    return text.toString();
  }

  /** Loses the histories of an operation and its entity, as a server does that lost its data. */
  public void loseWorkflows(Order order) {
    var row = operation(order.operation());
    if (row.kind() == OperationKind.TRAFFIC) { // beside the queue, so that its entity knows it not
      lose(WorkflowIds.traffic(row.configurationId(), row.number()));
      return;
    }
    lose(WorkflowIds.configuration(row.configurationId()));
    lose(WorkflowIds.operation(row.configurationId(), row.number(), row.kind()));
  }

  private void lose(String workflow) {
    try {
      connection.client().newUntypedWorkflowStub(workflow).terminate("lost by the test");
    } catch (WorkflowNotFoundException closed) {
      // It had not begun, or has ended.
    }
  }

  /** Runs the sweep once, through its workflow; as by its schedule, one at a time. */
  public synchronized Sweep sweep() {
    return connection
        .client()
        .newWorkflowStub(
            LedgerSweepWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("sweep-by-test/" + UUID.randomUUID())
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .build())
        .sweep();
  }

  /** The ledger, on real clocks. */
  public Store store() {
    return store;
  }

  public LedgerDatabase ledger() {
    return ledger;
  }

  /** The test's own client of Temporal. */
  public WorkflowClient temporal() {
    return connection.client();
  }

  public Nudges nudges() {
    return nudges;
  }

  // ---------------------------------------------------------------- the grid

  /** The hand at power cords and cables, and the eye that sees every machine. */
  public GridControl grid() {
    return emulator.control();
  }

  /** Ends the hypervisor with all its guests' processes, and starts it on the same disks again. */
  public void restartGrid() {
    emulator.close();
    emulator = Emulator.start(hardware);
    workers.forEach(process -> process.follow(emulator));
  }

  /** The person with root's password; close it. */
  public Root root() {
    return new Root(emulator);
  }

  /** Faults that the hypervisor's API shall have. */
  public FaultRegistry faults() {
    return emulator.control().faults();
  }

  /** What the emulator saw that must never happen, in its own words. */
  public List<String> violations() {
    return ControlDoor.violations(emulator);
  }

  // ---------------------------------------------------------------- what must hold

  /**
   * What must hold whenever nothing is under way (DESIGN section 9): the machines of the grid are
   * those of the ledger, sums agree, nothing is held without an owner, nothing was violated.
   */
  public void assertLedgerEqualsGrid() {
    new LedgerAgainstGrid(store, ledger.jdbi(), grid()).assertEqual();
    assertThat(violations()).as("violations").isEmpty();
  }

  /** The same of one configuration, while others are being worked on. */
  public void assertLedgerEqualsGrid(ConfigurationId configuration) {
    new LedgerAgainstGrid(store, ledger.jdbi(), grid()).assertEqual(configuration);
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
    workers.clear();
    while (!parts.isEmpty()) {
      end(parts.pop());
    }
    if (emulator != null) {
      emulator.close();
    }
  }

  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      throw new IllegalStateException("a part did not stop", failed);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("gridwright-grid-");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
