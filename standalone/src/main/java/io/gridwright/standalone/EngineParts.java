package io.gridwright.standalone;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.logging.common.ExternalLoggingFactory;
import io.dropwizard.request.logging.ExternalRequestLogFactory;
import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.grid.GridSettings;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.api.ApiConfiguration;
import io.gridwright.api.ApiParts;
import io.gridwright.api.ApiServer;
import io.gridwright.api.access.Passwords;
import io.gridwright.api.account.OperatorBootstrap;
import io.gridwright.api.grid.GridScheduler;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.engine.configuration.Pausing;
import io.gridwright.engine.configuration.Previews;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.engine.grid.GridForecasts;
import io.gridwright.engine.temporal.SearchAttributeRegistration;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.standalone.database.Database;
import io.gridwright.standalone.hypervisor.Hypervisor;
import io.gridwright.standalone.temporal.TemporalServer;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.worker.Crew;
import io.gridwright.worker.HypervisorCrew;
import io.gridwright.worker.Keeper;
import io.gridwright.worker.WorkerSettings;
import io.gridwright.worker.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** The engine itself: ledger, workers, reconciler, watch, recurring jobs and API, in one JVM. */
final class EngineParts implements Part {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Parts parts;
  private final Store store;
  private final Ports ports;
  private final List<Fence> fences;

  private EngineParts(Parts parts, Store store, Ports ports, List<Fence> fences) {
    this.parts = parts;
    this.store = store;
    this.ports = ports;
    this.fences = fences;
  }

  static EngineParts start(
      Database database, TemporalServer temporal, Hypervisor hypervisor, Ports ports) {
    var parts = Parts.stacked();
    try {
      return start(parts, database, temporal, hypervisor, ports);
    } catch (RuntimeException failed) {
      parts.close();
      throw failed;
    }
  }

  private static EngineParts start(
      Parts parts, Database database, TemporalServer temporal, Hypervisor hypervisor, Ports ports) {
    Clock clock = Clock.systemUTC();
    var ids = IdSource.ulids();
    var ledger = parts.add(StoreDatabase.open(database.configuration()));
    ledger.migrate();
    var store = Store.over(ledger.jdbi(), ids, GridRanges.DEFAULT, clock, clock);
    store.gridSetup().apply(GridRanges.DEFAULT);

    var settings = TemporalSettings.plain(temporal.target());
    var connection = parts.add(TemporalConnection.open(settings));
    SearchAttributeRegistration.register(connection);
    var cluster =
        parts.add(
            new io.gridwright.activities.hypervisor.Hypervisor(
                parts.add(Cluster.connect(hypervisor)), clock));
    var fences = Cluster.fences(hypervisor, cluster, clock);
    parts.add(
        Workers.start(
            connection.client(),
            WorkerSettings.DEFAULT
                .onInProcessServer(temporal.inProcess())
                .withGrace(Duration.ofSeconds(2)),
            HypervisorCrew.added(
                Crew.ofLedger(store),
                store,
                cluster,
                fences,
                MachineSettings.DEFAULT,
                GridSettings.DEFAULT,
                clock)));
    parts.add(Keeper.start(store, connection, temporal.inProcess()));
    var engine = new EngineParts(parts, store, ports, fences);
    engine.awaitGrid();

    var courier = parts.add(new Courier(new Nudges(connection.client())));
    var previews = parts.add(new Previews(connection.client()));
    var forecasts = parts.add(new GridForecasts(connection.client()));
    parts.add(
        ApiServer.start(
            apiConfiguration(ports),
            new ApiParts(
                ledger,
                store,
                ids,
                new Submission(store.acceptance(), courier),
                new Pausing(store.trafficAcceptance(), courier),
                previews::preview,
                GridScheduler.of(forecasts),
                store.ledgerGateway(),
                () -> connection.answers(Duration.ofSeconds(2)),
                temporal.ui().map(settings::workflowsOn),
                (InstantSource) clock)));
    return engine;
  }

  /** The API logs where everything logs. */
  private static ApiConfiguration apiConfiguration(Ports ports) {
    var configuration = ApiConfiguration.onLoopback(ports.api(), ports.admin());
    configuration.setLoggingFactory(new ExternalLoggingFactory());
    ((AbstractServerFactory) configuration.getServerFactory())
        .setRequestLogFactory(new ExternalRequestLogFactory());
    return configuration;
  }

  /** An order before the watch has seen the nodes would find no room. */
  private void awaitGrid() {
    Await.ready(
        "The grid",
        PATIENCE,
        () ->
            store.nodes().list().stream()
                .anyMatch(
                    node -> node.node().state() == NodeState.ONLINE && !node.images().isEmpty()),
        () -> {});
  }

  void ensureOperator(String login, String password) {
    new OperatorBootstrap(store.users(), new Passwords(1)).ensure(login, password);
  }

  /** One line for the terminal: which fences are in use. */
  String fencing() {
    return "Fencing       the loss of a node is proved by: "
        + fences.stream().map(Fence::name).collect(Collectors.joining(", "));
  }

  @Override
  public String line() {
    return "API           http://127.0.0.1:%d/api/v1, to try at /docs; health and metrics on port %d"
        .formatted(ports.api(), ports.admin());
  }

  @Override
  public void close() {
    parts.close();
  }
}
