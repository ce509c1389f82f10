package io.gridwright.standalone.production;

import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The production shape on loopback: the image's programs with the files of {@code deploy/}, the
 * emulated grid as one of them, and a database and a workflow engine that come when the test says
 * so.
 */
final class Installation implements AutoCloseable {
  /** Guests boot for some seconds, so that something can happen while they do. */
  private static final String LATENCY = "0.3";

  private static final Path TOOLS = Path.of("target", "tools").toAbsolutePath();
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Image image;
  private final DataDirectory data;
  private final Ports ports;
  private final EmulatedGrid grid;

  private Installation(Image image, DataDirectory data, Ports ports) throws IOException {
    this.image = image;
    this.data = data;
    this.ports = ports;
    this.parts.push(data);
    this.grid = startGrid();
  }

  /** Only the grid runs yet. */
  static Installation in(Path folder) throws IOException {
    var data = Files.createDirectories(folder.resolve("data"));
    Files.createSymbolicLink(data.resolve("tools"), Files.createDirectories(TOOLS));
    return new Installation(
        Image.assembledIn(folder.resolve("image")),
        DataDirectory.open(data, false),
        new Ports(freePort(), freePort(), 0, freePort(), freePort(), freePort()));
  }

  private EmulatedGrid startGrid() throws IOException {
    var folder = data.folder("emulator").toString();
    var options =
        List.of("emulator", "--port", "0", "--nodes", "3", "--latency", LATENCY, "--data", folder);
    var emulator = Program.start(image, options, "", Map.of(), data.log("emulator"), NOWHERE);
    parts.push(emulator);
    await().atMost(Duration.ofMinutes(2)).until(() -> emulator.said(EmulatedGrid.READY));
    return EmulatedGrid.told(emulator.log());
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
    return start("api", "api", "", environment, ports.admin());
  }

  Program startWorker(String name) throws IOException {
    return start(
        "worker", name, "-Ddw.work.inProcessServer=" + !commandLine(), environment(), freePort());
  }

  private Program start(
      String program, String name, String options, Map<String, String> environment, int admin)
      throws IOException {
    environment.put("GRIDWRIGHT_ADMIN_PORT", String.valueOf(admin));
    var yaml = Image.REPOSITORY.resolve("deploy/" + program + ".yml").toString();
    var started =
        Program.start(
            image,
            List.of(program, "server", yaml),
            options,
            environment,
            data.log(name),
            URI.create("http://127.0.0.1:" + admin));
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
    environment.put("PROXMOX_URL", String.join(",", grid.nodes()));
    environment.put("PROXMOX_TOKEN_FILE", grid.token().toString());
    environment.put("PROXMOX_CA", grid.authority().toString());
    environment.put("GRIDWRIGHT_BMC_FILE", grid.bmcs().toString());
    return environment;
  }

  Path operatorPasswordFile() {
    return data.secret("operator-password");
  }

  EmulatedGrid grid() {
    return grid;
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
