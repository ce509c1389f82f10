package io.gridwright.standalone.production;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
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

/** One of the image's programs in a process of its own. */
final class Program implements AutoCloseable {
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

  /**
   * Starts one through the entry point.
   *
   * @param options of the JVM, beside those that make a short life cheap
   * @param admin where it answers about its health
   */
  static Program start(
      Image image,
      List<String> arguments,
      String options,
      Map<String, String> environment,
      Path log,
      URI admin)
      throws IOException {
    var command = new ArrayList<>(List.of("sh", image.entrypoint().toString()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    var ours = builder.environment();
    ours.put("JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx400m " + options);
    ours.merge("PATH", javaFolder(), (path, java) -> java + File.pathSeparator + path);
    ours.putAll(environment);
    return new Program(builder.start(), log, admin);
  }

  private static String javaFolder() {
    return Path.of(System.getProperty("java.home"), "bin").toString();
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

  /** Whether it has said so; fails if it ended instead. */
  boolean said(String words) {
    var said = log().contains(words);
    if (!said) {
      requireAlive();
    }
    return said;
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

  /** Its exit code; fails if it runs on. */
  int endWithin(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it runs on after %s; its log is %s".formatted(patience, log));
    }
    return process.exitValue();
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("it ended with " + process.exitValue() + ":\n" + log());
    }
  }

  /** As a person would: what it started itself, HAProxy for one, must not be left behind. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
