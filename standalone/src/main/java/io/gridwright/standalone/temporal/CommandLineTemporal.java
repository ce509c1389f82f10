package io.gridwright.standalone.temporal;

import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.standalone.Await;
import io.gridwright.standalone.ChildProcess;
import io.gridwright.standalone.DataDirectory;
import io.gridwright.standalone.Ports;
import io.gridwright.workflows.SearchAttributes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The development server of Temporal's own command line, with its UI and a database file. */
public final class CommandLineTemporal implements TemporalServer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildProcess server;
  private final Ports ports;
  private final String origin;

  private CommandLineTemporal(ChildProcess server, Ports ports, String origin) {
    this.server = server;
    this.ports = ports;
    this.origin = origin;
  }

  /**
   * Starts it and waits until it serves the namespace.
   *
   * @param origin where the program came from, for the terminal
   */
  public static CommandLineTemporal start(
      Path program, String origin, DataDirectory data, Ports ports) {
    Ports.requireFree(ports.temporal(), "Temporal", "GRIDWRIGHT_TEMPORAL_PORT");
    Ports.requireFree(ports.temporalUi(), "Temporal's UI", "GRIDWRIGHT_TEMPORAL_UI_PORT");
    var server =
        new CommandLineTemporal(
            ChildProcess.start("temporal", command(program, data, ports), Map.of(), data),
            ports,
            origin);
    try (var connection = TemporalConnection.open(TemporalSettings.plain(server.target()))) {
      Await.ready(
          "Temporal",
          PATIENCE,
          () -> connection.answers(Duration.ofSeconds(2)) && connection.namespaceExists(),
          server.server::requireAlive);
    } catch (RuntimeException failed) {
      server.close();
      throw failed;
    }
    server.server.supervise();
    return server;
  }

  private static List<String> command(Path program, DataDirectory data, Ports ports) {
    var command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(ports.temporal()),
                "--ui-port",
                String.valueOf(ports.temporalUi()),
                "--db-filename",
                data.folder("temporal").resolve("temporal.db").toString(),
                "--log-level",
                "error"));
    for (var key : SearchAttributes.ALL) {
      command.add("--search-attribute");
      command.add(key.getName() + "=Keyword");
    }
    return command;
  }

  @Override
  public String target() {
    return "127.0.0.1:" + ports.temporal();
  }

  @Override
  public Optional<String> ui() {
    return Optional.of("http://127.0.0.1:" + ports.temporalUi());
  }

  @Override
  public boolean inProcess() {
    return false;
  }

  @Override
  public String line() {
    return "Workflows     Temporal's development server (%s), %s, UI %s; kept on restart"
        .formatted(origin, target(), ui().orElseThrow());
  }

  @Override
  public void close() {
    server.close();
  }
}
