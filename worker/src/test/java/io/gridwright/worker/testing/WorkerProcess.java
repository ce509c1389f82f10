package io.gridwright.worker.testing;

import io.gridwright.activities.fence.Bmc;
import io.gridwright.activities.fence.BmcFile;
import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.fence.Fences;
import io.gridwright.activities.grid.GridSettings;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.emulator.Emulator;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.task.Pause;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreConfiguration;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.worker.Crew;
import io.gridwright.worker.HypervisorCrew;
import io.gridwright.worker.WorkerSettings;
import io.gridwright.worker.Workers;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What one worker process is: the workers, and connections of its own over cables of its own. A
 * crash cuts all of them at one instant, so that nothing it was about to say gets out; its threads
 * are then interrupted, which a killed process spares itself.
 */
public final class WorkerProcess implements AutoCloseable {
  private final Cable database;
  private final Cable temporal;
  private final List<Cable> nodes;
  private final Cable bmcs;
  private final StoreDatabase pool;
  private final TemporalConnection connection;
  private final ProxmoxClient client;
  private final Hypervisor hypervisor;
  private final Crew crew;
  private final Workers workers;

  /** Where the world of a worker process is. */
  record World(String databaseUrl, TemporalUnderTest temporal, Emulator emulator) {}

  /** How it works. */
  record Habits(
      WorkerSettings settings,
      MachineSettings machines,
      GridSettings grid,
      int connections,
      WorkerInterceptor injection,
      UnaryOperator<Api> wire) {}

  private WorkerProcess(World world, Habits habits) {
    Clock clock = Clock.systemUTC();
    var url = URI.create(world.databaseUrl().substring("jdbc:".length()));
    database = Cable.to(url.getPort());
    temporal = Cable.to(world.temporal().port());
    nodes = world.emulator().nodeUrls().stream().map(node -> Cable.to(node.getPort())).toList();
    bmcs = Cable.to(world.emulator().controlDoor().getPort());
    pool =
        StoreDatabase.open(
            new StoreConfiguration(
                world.databaseUrl().replace(":" + url.getPort(), ":" + database.port()),
                "",
                "",
                habits.connections()));
    connection = TemporalConnection.open(TemporalSettings.plain("127.0.0.1:" + temporal.port()));
    client =
        new ProxmoxClient(
            habits.wire().apply(client(world.emulator(), nodes).api()), clock, Pause.ofThread());
    hypervisor = new Hypervisor(client, clock);
    var store = Store.over(pool.jdbi(), IdSource.ulids(), GridRanges.DEFAULT, clock, clock);
    crew =
        HypervisorCrew.added(
                Crew.ofLedger(store),
                store,
                hypervisor,
                fences(world.emulator(), clock),
                habits.machines(),
                habits.grid(),
                clock)
            .within(habits.injection());
    workers = Workers.start(connection.client(), habits.settings(), crew);
  }

  private List<Fence> fences(Emulator emulator, Clock clock) {
    Map<NodeName, Bmc> overCable = new TreeMap<>();
    BmcFile.read(emulator.bmcFile())
        .forEach(
            (node, bmc) ->
                overCable.put(
                    node,
                    new Bmc(
                        URI.create("http://127.0.0.1:" + bmcs.port() + bmc.url().getPath()),
                        bmc.user(),
                        bmc.password())));
    return Fences.of(overCable, Trust.system(), hypervisor, clock);
  }

  static WorkerProcess start(World world, Habits habits) {
    return new WorkerProcess(world, habits);
  }

  private static ProxmoxClient client(Emulator emulator, List<Cable> nodes) {
    try {
      var builder =
          ProxmoxClient.builder()
              .credentials(
                  Credentials.ApiToken.parse(Files.readString(emulator.proxmoxTokenFile()).strip()))
              .trust(Trust.authorities(emulator.caFile()));
      nodes.forEach(node -> builder.entry("https://127.0.0.1:" + node.port()));
      return builder.build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Who carries out what in it. */
  public Crew crew() {
    return crew;
  }

  /** The way to its database, for cutting that alone. */
  public Cable database() {
    return database;
  }

  /** The way to Temporal, for cutting that alone: what runs becomes a zombie. */
  public Cable temporal() {
    return temporal;
  }

  /** The ways to the hypervisor's nodes, in their order. */
  public List<Cable> nodes() {
    return nodes;
  }

  /** The way to all nodes' BMCs. */
  public Cable bmcs() {
    return bmcs;
  }

  /** Follows the hypervisor to the ports that it has after a restart. */
  void follow(Emulator emulator) {
    bmcs.plugInto(emulator.controlDoor().getPort());
    for (int node = 0; node < nodes.size(); node++) {
      nodes.get(node).plugInto(emulator.nodeUrls().get(node).getPort());
    }
  }

  /** Ends it as SIGKILL would. */
  public void crash() {
    temporal.close();
    database.close();
    nodes.forEach(Cable::close);
    bmcs.close();
    workers.stopNow();
    end();
  }

  /** Ends it as a deployment does: what runs may finish. */
  @Override
  public void close() {
    workers.close();
    end();
    temporal.close();
    database.close();
    nodes.forEach(Cable::close);
    bmcs.close();
  }

  private void end() {
    connection.close();
    hypervisor.close();
    client.close();
    pool.close();
  }
}
