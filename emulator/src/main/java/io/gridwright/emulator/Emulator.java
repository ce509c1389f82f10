package io.gridwright.emulator;

import io.gridwright.emulator.access.AccessControl;
import io.gridwright.emulator.api.Api;
import io.gridwright.emulator.api.Routing;
import io.gridwright.emulator.api.Statistics;
import io.gridwright.emulator.disk.StateFiles;
import io.gridwright.emulator.door.ControlDoor;
import io.gridwright.emulator.fault.FaultRegistry;
import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.guest.runtime.EmulatedGuests;
import io.gridwright.emulator.guest.runtime.GuestSettings;
import io.gridwright.emulator.ha.HaManager;
import io.gridwright.emulator.ha.Watchdog;
import io.gridwright.emulator.pace.Pace;
import io.gridwright.emulator.task.FileLocks;
import io.gridwright.emulator.task.TaskBook;
import io.gridwright.emulator.wire.ClusterCertificates;
import io.gridwright.emulator.wire.NodeServer;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.HaRegister;
import io.gridwright.emulator.work.HalfMachines;
import io.gridwright.emulator.work.PowerWork;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Proxmox VE grid in one process. Closing it leaves the state on disk, as a crash would. */
public final class Emulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Emulator.class);
  private static final int FIRST_GUEST_PORT = 100;

  private final EmulatorConfiguration configuration;
  private final StateFiles files;
  private final Pace pace;
  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final NioEventLoopGroup loops = new NioEventLoopGroup(2, daemon("emulator-io"));
  private final ClusterCertificates certificates;
  private final EmulatedGuests guests;
  private final Grid grid;
  private final Cluster cluster;
  private Api api;
  private ControlDoor door;
  private final List<NodeServer> servers = new ArrayList<>();

  private Emulator(EmulatorConfiguration configuration) {
    this.configuration = configuration;
    this.files = new StateFiles(configuration.data());
    this.pace = new Pace(configuration.latency(), InstantSource.system());
    this.threads = Executors.newCachedThreadPool(daemon("emulator-work"));
    this.timer = Executors.newScheduledThreadPool(2, daemon("emulator-time"));
    this.certificates = new ClusterCertificates(files, pace.now(), configuration.bind().host());
    this.guests = EmulatedGuests.start(guestSettings());
    Object monitor = new Object();
    this.grid = grid(monitor);
    this.cluster =
        new Cluster(
            grid,
            new TaskBook(files, pace, threads, monitor),
            new AccessControl(files, pace, monitor),
            new FileLocks(),
            new HalfMachines(files),
            pace);
  }

  private GuestSettings guestSettings() {
    return new GuestSettings(
        configuration.data(),
        configuration.bind(),
        configuration.port() == 0 ? 0 : configuration.port() + FIRST_GUEST_PORT,
        configuration.latency(),
        configuration.resources().memoryMib(),
        Optional.empty(),
        InstantSource.system());
  }

  private Grid grid(Object monitor) {
    EmulatorConfiguration.NodeResources has = configuration.resources();
    return new Grid(
        new Grid.Parts(
            monitor,
            files,
            pace,
            new Grid.NodeCapacity(has.cpus(), has.memoryMib(), has.diskGib(), has.networkMbps()),
            configuration.nodes(),
            new FaultRegistry(),
            guests,
            threads,
            timer));
  }

  /** Starts the grid, or starts it again where its data directory left off. */
  public static Emulator start(EmulatorConfiguration configuration) {
    Emulator emulator = new Emulator(configuration);
    try {
      emulator.begin();
      return emulator;
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private void begin() {
    if (files.read("version").isEmpty()) {
      new ImageTemplates(grid, pace.epoch()).lay();
      files.write("version", "1\n");
    }
    HaRegister ha = new HaRegister(files, grid.monitor());
    Statistics statistics = new Statistics(cluster);
    HaManager manager = new HaManager(cluster, ha);
    api = new Api(cluster, new Routing(cluster, statistics, ha, manager, fingerprints()));
    grid.allNodes().forEach(node -> cluster.tasks().load(node.name()));
    cluster.halfMachines().remove(cluster);
    grid.allNodes().forEach(node -> servers.add(server(node)));
    grid.watch(this::follow);
    grid.resume();
    door =
        ControlDoor.open(
            configuration.bind(),
            configuration.port(),
            configuration.data(),
            grid,
            guests,
            this::afterwards);
    statistics.tell();
    repeat("statistics", statistics::tell, Statistics.INTERVAL);
    repeat("HA manager", manager::round, HaManager.ROUND);
    repeat("watchdogs", new Watchdog(cluster, manager)::round, Watchdog.ROUND);
  }

  private UnaryOperator<String> fingerprints() {
    Map<String, String> byNode = new TreeMap<>();
    grid.allNodes().forEach(n -> byNode.put(n.name(), certificates.fingerprint(n.name())));
    return byNode::get;
  }

  /** The edge of a recurring job: a failed round is told, and the next one comes all the same. */
  private void repeat(String name, Runnable job, Duration interval) {
    long period = pace.period(interval).toMillis();
    timer.scheduleWithFixedDelay(
        () -> {
          try {
            job.run();
          } catch (RuntimeException e) {
            LOG.error("a round of the {} failed", name, e);
          }
        },
        period,
        period,
        TimeUnit.MILLISECONDS);
  }

  /** The edge of what a BMC was told: a failure has nobody else to hear of it. */
  private void afterwards(Duration delay, Runnable change) {
    timer.schedule(
        () -> {
          try {
            change.run();
          } catch (RuntimeException e) {
            LOG.error("a BMC could not switch its node", e);
          }
        },
        pace.period(delay).toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private NodeServer server(Node node) {
    int port = configuration.port() == 0 ? 0 : configuration.port() + node.number();
    NodeServer server =
        new NodeServer(
            node.name(), configuration.bind(), port, loops, threads, tls(node.name()), api);
    server.listen();
    if (!node.reachable()) {
      server.vanish();
    }
    return server;
  }

  private SslContext tls(String node) {
    ClusterCertificates.Identity identity = certificates.of(node);
    try {
      return SslContextBuilder.forServer(
              identity.key(), identity.certificate(), certificates.authority())
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("cannot serve TLS for " + node, e);
    }
  }

  /** What the daemons of a node do when its power or cable changes. */
  private void follow(Node node) {
    NodeServer server = servers.get(node.number() - 1);
    if (node.power() == NodePower.OFF) {
      cluster.tasks().killAll(node.name());
    }
    if (!node.reachable()) {
      server.vanish();
      return;
    }
    server.listen();
    startOnBoot(node);
  }

  /** API.md 15 fault 39: a node that returns starts its machines with {@code onboot=1}. */
  private void startOnBoot(Node node) {
    PowerWork power = new PowerWork(cluster);
    grid.allMachines().stream()
        .filter(machine -> machine.node().equals(node.name()))
        .filter(machine -> machine.config().is("onboot") && !machine.running())
        .filter(machine -> machine.process().isEmpty() && justBooted(node))
        .forEach(
            machine ->
                cluster.fork(
                    node.name(),
                    "qmstart",
                    Integer.toString(machine.vmid()),
                    "root@pam",
                    Optional.empty(),
                    worker -> power.start(worker, machine.vmid(), false)));
  }

  private boolean justBooted(Node node) {
    return Duration.between(node.bootedAt(), pace.now()).compareTo(Duration.ofSeconds(5)) < 0;
  }

  /** The hand at power cords and cables. */
  public GridControl control() {
    return grid;
  }

  /** Where the control door answers. */
  public URI controlDoor() {
    return door.uri();
  }

  /** Where each node answers the Proxmox VE API, without {@code /api2/json}. */
  public List<URI> nodeUrls() {
    return servers.stream()
        .map(server -> URI.create("https://" + configuration.bind().host() + ":" + server.port()))
        .toList();
  }

  /** The methods of the Proxmox VE API that it answers, as {@code GET /nodes/{node}/status}. */
  public List<String> methods() {
    return api.methods();
  }

  /** PEM of the cluster's certificate authority. */
  public Path caFile() {
    return certificates.authorityFile();
  }

  /** File (0600) with {@code USER@REALM!TOKENID=UUID} of the engine's ready-made API token. */
  public Path proxmoxTokenFile() {
    return files.path("proxmox-token");
  }

  /** File (0600) with the control door's bearer token. */
  public Path controlTokenFile() {
    return door.tokenFile();
  }

  /** File (0600) with a line for each node's BMC: {@code NODE URL USER PASSWORD}. */
  public Path bmcFile() {
    return door.bmcFile();
  }

  /** File (0600) with the password of root@pam. */
  public Path rootPasswordFile() {
    return files.path("root-password");
  }

  @Override
  public void close() {
    if (door != null) {
      door.close();
    }
    servers.forEach(NodeServer::close);
    timer.shutdownNow();
    threads.shutdownNow();
    guests.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static ThreadFactory daemon(String name) {
    AtomicInteger number = new AtomicInteger();
    return code -> {
      Thread thread = new Thread(code, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
