package io.gridwright.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The launcher's program in a process of its own, as a user's terminal would have it. */
final class Launched implements AutoCloseable {
  private static final Path TOOLS = Path.of("target", "tools").toAbsolutePath();

  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();
  private final Path data;
  private final List<ProcessHandle> seen = new ArrayList<>();

  private Launched(Process process, Path data) {
    this.process = process;
    this.output = process.inputReader();
    this.data = data;
  }

  /** Free ports for every part, in a folder whose installed tools all tests share. */
  static Map<String, String> environmentFor(Path data) throws IOException {
    Files.createDirectories(TOOLS);
    Files.createDirectories(data);
    if (!Files.exists(data.resolve("tools"))) {
      Files.createSymbolicLink(data.resolve("tools"), TOOLS);
    }
    var environment = new TreeMap<String, String>();
    for (var variable :
        List.of(
            "GRIDWRIGHT_PORT",
            "GRIDWRIGHT_ADMIN_PORT",
            "GRIDWRIGHT_DATABASE_PORT",
            "GRIDWRIGHT_TEMPORAL_PORT",
            "GRIDWRIGHT_TEMPORAL_UI_PORT")) {
      environment.put(variable, String.valueOf(freePort()));
    }
    environment.put("GRIDWRIGHT_EMULATOR_PORT", String.valueOf(freeBlock()));
    return environment;
  }

  static Launched up(Path data, Map<String, String> environment, String... options)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx700m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(options));
    if (options.length > 0 && options[0].equals("up")) {
      command.addAll(List.of("--data", data.toString()));
    }
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Launched(builder.start(), data);
  }

  /** Reads the output up to the ready line, or fails with all of it. */
  String awaitReady() throws IOException {
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.startsWith("Gridwright is ready: ")) {
        return line.substring("Gridwright is ready: ".length());
      }
    }
    throw new AssertionError("it ended before it was ready:\n" + String.join("\n", lines));
  }

  /** Reads to the end, and returns the exit code. */
  int awaitEnd() throws IOException, InterruptedException {
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    return process.waitFor();
  }

  /** The last lines of the instance's log, to explain a failure. */
  String log() {
    try {
      var all = Files.readAllLines(data.resolve("logs/gridwright.log"));
      return String.join("\n", all.subList(Math.max(0, all.size() - 60), all.size()));
    } catch (IOException unreadable) {
      return "no log: " + unreadable;
    }
  }

  String printed() {
    return String.join("\n", lines);
  }

  /** Its children at this moment; remembered, since nobody can tell once it has ended. */
  List<ProcessHandle> children() {
    var now = process.descendants().toList();
    seen.addAll(now);
    return now;
  }

  /** SIGTERM to it alone; whether it ended within {@code patience}. */
  boolean stop(Duration patience) throws InterruptedException {
    process.toHandle().destroy(); // Process.destroy would also close what is read of its output
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGINT to it alone, as Ctrl-C; whether it ended within {@code patience}. */
  boolean interrupt(Duration patience) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -INT answered " + kill.exitValue());
    }
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGKILL, as a power cut. */
  void kill() throws InterruptedException {
    children();
    process.destroyForcibly().waitFor();
  }

  /** SIGKILL to the child whose program has that name. */
  void killChild(String name) throws IOException {
    var note = Files.readString(data.resolve("run").resolve(name + ".pid")).split(" ")[0];
    ProcessHandle.of(Long.parseLong(note))
        .orElseThrow(() -> new AssertionError(name + " does not run"))
        .destroyForcibly();
  }

  JsonNode endpoints() throws IOException {
    return new ObjectMapper().readTree(data.resolve("endpoints.json").toFile());
  }

  @Override
  public void close() {
    children();
    process.destroyForcibly();
    seen.forEach(ProcessHandle::destroyForcibly);
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  /** A port of a block of two hundred free ones, below the ports that the system gives away. */
  private static int freeBlock() throws IOException {
    for (var base = 20_000; base < 32_000; base += 400) {
      if (free(base) && free(base + 1) && free(base + 6) && free(base + 100)) {
        return base;
      }
    }
    throw new IOException("no block of free ports");
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
