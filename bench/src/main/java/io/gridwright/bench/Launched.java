package io.gridwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.standalone.demo.Customer;
import io.gridwright.standalone.demo.Plugs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code gridwright up} in a process of its own, on ports of its own. */
final class Launched implements AutoCloseable {
  private static final String READY = "Gridwright is ready";

  /** Nodes and guests of the emulator count up from here. */
  private static final String EMULATOR_PORT = "19300";

  private final Process process;
  private final Path data;
  private final double secondsToReady;

  private Launched(Process process, Path data, double secondsToReady) {
    this.process = process;
    this.data = data;
    this.secondsToReady = secondsToReady;
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @param jar of standalone
   * @param data its folder
   * @param options of {@code up}
   */
  static Launched up(Path jar, Path data, String... options) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-jar",
                jar.toString(),
                "up",
                "--data",
                data.toString()));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var environment = builder.environment();
    for (var variable :
        List.of(
            "GRIDWRIGHT_PORT",
            "GRIDWRIGHT_ADMIN_PORT",
            "GRIDWRIGHT_DATABASE_PORT",
            "GRIDWRIGHT_TEMPORAL_PORT",
            "GRIDWRIGHT_TEMPORAL_UI_PORT")) {
      environment.put(variable, String.valueOf(freePort()));
    }
    environment.put("GRIDWRIGHT_EMULATOR_PORT", EMULATOR_PORT);
    var begun = System.nanoTime();
    var process = builder.start();
    awaitReady(process);
    return new Launched(process, data, Seconds.since(begun));
  }

  private static void awaitReady(Process process) throws IOException {
    var said = new ArrayList<String>();
    var lines = process.inputReader();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.startsWith(READY)) {
        return;
      }
    }
    throw new IOException("it ended before it was ready:\n" + String.join("\n", said));
  }

  private static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  double secondsToReady() {
    return secondsToReady;
  }

  /** MiB of memory that it and its children hold; 0 where the system does not tell. */
  long residentMib() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .mapToLong(Launched::residentKib)
            .sum()
        / 1024;
  }

  private static long residentKib(ProcessHandle process) {
    var status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException untold) {
      return 0; // no /proc, or the process has just ended
    }
  }

  /** A customer of its API who has signed up. */
  Customer customer(String login) {
    return Customer.signedUp(endpoints().path("api").asText(), login);
  }

  /** The plugs of its grid. */
  Plugs plugs() throws IOException {
    var endpoints = endpoints();
    return new Plugs(
        URI.create(endpoints.path("emulator").asText()),
        Files.readString(Path.of(endpoints.path("emulatorTokenFile").asText())).strip());
  }

  /** Its hypervisor, as the engine itself reaches it. */
  ProxmoxClient hypervisor() throws IOException {
    var endpoints = endpoints();
    var token = Files.readString(Path.of(endpoints.path("proxmoxTokenFile").asText())).strip();
    var builder = ProxmoxClient.builder();
    endpoints.path("proxmox").forEach(entry -> builder.entry(entry.asText()));
    return builder
        .credentials(Credentials.ApiToken.parse(token))
        .trust(Trust.authorities(Path.of(endpoints.path("proxmoxCa").asText())))
        .build();
  }

  private JsonNode endpoints() {
    try {
      return new ObjectMapper().readTree(data.resolve("endpoints.json").toFile());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IOException("it did not stop within 20 s");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
