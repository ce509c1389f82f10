package io.gridwright.standalone.production;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One of the released programs, {@code java -jar gridwright-….jar server ….yml}, in a process of
 * its own.
 */
final class Program implements AutoCloseable {
  /** The repository; tests run in the folder of their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final Process process;
  private final Path log;
  private final URI admin;

  private Program(Process process, Path log, URI admin) {
    this.process = process;
    this.log = log;
    this.admin = admin;
  }

  /** The jar that {@code mvn package} leaves. */
  static Path jar(String name) {
    return ROOT.resolve("%s/target/gridwright-%s.jar".formatted(name, name));
  }

  /**
   * Starts {@code server} with a YAML file of {@code deploy/} or another.
   *
   * @param options of the JVM
   */
  static Program server(
      String name,
      Path yaml,
      Map<String, String> environment,
      Path log,
      URI admin,
      String... options)
      throws IOException {
    return new Program(start(name, "server", yaml, environment, log, options), log, admin);
  }

  /** Runs a command to its end and returns what it said; for commands that fail. */
  static String failing(String name, String command, Path yaml, Path log) throws Exception {
    var process = start(name, command, yaml, Map.of(), log);
    assertEnds(process, Duration.ofMinutes(2), log);
    if (process.exitValue() == 0) {
      throw new AssertionError(name + " " + command + " succeeded");
    }
    return Files.readString(log);
  }

  private static Process start(
      String name,
      String command,
      Path yaml,
      Map<String, String> environment,
      Path log,
      String... options)
      throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m"));
    line.addAll(List.of(options));
    line.addAll(List.of("-jar", jar(name).toString(), command, yaml.toString()));
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Status of a page of the administration; 0 while nobody listens. */
  int status(String path) {
    try {
      return HTTP.send(get(path), BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      requireAlive();
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** What a page of the administration says, whatever its status. */
  JsonNode page(String path) throws Exception {
    return new ObjectMapper().readTree(HTTP.send(get(path), BodyHandlers.ofString()).body());
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(admin.resolve(path)).timeout(Duration.ofSeconds(20)).build();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, without waiting. */
  void terminate() {
    process.destroy();
  }

  void assertEndsWithin(Duration patience) throws InterruptedException {
    assertEnds(process, patience, log);
  }

  private static void assertEnds(Process process, Duration patience, Path log)
      throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it runs on after %s; its log is %s".formatted(patience, log));
    }
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("it ended with " + process.exitValue() + ":\n" + log());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
