package io.gridwright.standalone.production;

import io.gridwright.emulator.Emulator;
import io.gridwright.emulator.EmulatorConfiguration;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.standalone.DataDirectory;
import io.gridwright.standalone.Ports;
import io.gridwright.standalone.database.EmbeddedDatabase;
import io.gridwright.standalone.temporal.InProcessTemporal;
import io.gridwright.standalone.temporal.TemporalServers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The production shape on loopback: the released programs with the files of {@code deploy/}, an
 * emulated grid, and a database and a workflow engine that come when the test says so.
 */
final class Installation implements AutoCloseable {
  /** Guests boot for some seconds, so that something can happen while they do. */
  private static final double LATENCY = 0.3;

  private static final Path TOOLS = Path.of("target", "tools").toAbsolutePath();

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DataDirectory data;
  private final Ports ports;
  private final Emulator grid;

  private Installation(DataDirectory data, Ports ports) {
    this.data = data;
    this.ports = ports;
    this.parts.push(data);
    this.grid =
        Emulator.start(
            EmulatorConfiguration.in(data.folder("emulator"))
                .onPort(0)
                .withNodes(3)
                .withLatency(LATENCY));
    parts.push(grid);
  }

  /** Only the grid runs yet. */
  static Installation in(Path folder) throws IOException {
    Files.createDirectories(TOOLS);
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve("tools"), TOOLS);
    return new Installation(
        DataDirectory.open(folder, false),
        new Ports(freePort(), freePort(), 0, freePort(), freePort(), freePort()));
  }

  void startDatabase() {
    parts.push(EmbeddedDatabase.start(data, ports.database()));
  }

  /** Temporal's own server where its command line is on PATH, else the SDK's. */
  void startTemporal() {
    parts.push(
        commandLine()
            ? TemporalServers.start(System.getenv(), data, ports)
            : InProcessTemporal.start(ports.temporal()));
  }

  private static boolean commandLine() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "temporal")));
  }

  /** Where customers find the API. */
  URI api() {
    return URI.create("http://127.0.0.1:" + ports.api());
  }

  Program startApi() throws IOException {
    var environment = environment();
    environment.put("GRIDWRIGHT_PORT", String.valueOf(ports.api()));
    return start("api", "api", environment, ports.admin());
  }

  Program startWorker(String name) throws IOException {
    return start(
        "worker", name, environment(), freePort(), "-Ddw.work.inProcessServer=" + !commandLine());
  }

  private Program start(
      String program, String name, Map<String, String> environment, int admin, String... options)
      throws IOException {
    environment.put("GRIDWRIGHT_ADMIN_PORT", String.valueOf(admin));
    var started =
        Program.server(
            program,
            Program.ROOT.resolve("deploy/" + program + ".yml"),
            environment,
            data.log(name),
            URI.create("http://127.0.0.1:" + admin),
            options);
    parts.push(started);
    return started;
  }

  /** What docker-compose.yml sets too. */
  private Map<String, String> environment() {
    var environment = new TreeMap<String, String>();
    environment.put(
        "GRIDWRIGHT_DATABASE_URL",
        "jdbc:mysql://127.0.0.1:%d/gridwright".formatted(ports.database()));
    environment.put("GRIDWRIGHT_DATABASE_USER", "gridwright");
    environment.put(
        "GRIDWRIGHT_DATABASE_PASSWORD_FILE", data.secret("database-password").toString());
    environment.put("GRIDWRIGHT_OPERATOR_PASSWORD_FILE", operatorPasswordFile().toString());
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:" + ports.temporal());
    environment.put(
        "PROXMOX_URL",
        grid.nodeUrls().stream().map(URI::toString).collect(Collectors.joining(",")));
    environment.put("PROXMOX_TOKEN_FILE", grid.proxmoxTokenFile().toString());
    environment.put("PROXMOX_CA", grid.caFile().toString());
    return environment;
  }

  Path operatorPasswordFile() {
    return data.secret("operator-password");
  }

  /** Machines that exist on the grid, templates aside. */
  List<String> machines() {
    return grid.control().machines().stream()
        .filter(machine -> !machine.template())
        .map(MachineView::name)
        .sorted()
        .toList();
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }
}
