package io.gridwright.standalone;

import io.gridwright.standalone.database.Database;
import io.gridwright.standalone.database.EmbeddedDatabase;
import io.gridwright.standalone.database.ExternalDatabase;
import io.gridwright.standalone.demo.Plugs;
import io.gridwright.standalone.hypervisor.EmulatedHypervisor;
import io.gridwright.standalone.hypervisor.ExternalHypervisor;
import io.gridwright.standalone.hypervisor.Hypervisor;
import io.gridwright.standalone.temporal.TemporalServers;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Everything of Gridwright, running: the parts that could be elsewhere (database, workflow engine,
 * hypervisor) beside each other first, then the engine that stands on them.
 */
public final class Instance {
  private static final String OPERATOR = "operator";

  private final String api;
  private final Optional<Plugs> plugs;

  private Instance(String api, Optional<Plugs> plugs) {
    this.api = api;
    this.plugs = plugs;
  }

  /** Starts all parts, tells one line of each, and returns when an order would be carried out. */
  static Instance start(
      InstanceOptions options, Map<String, String> environment, PrintStream out, Parts parts) {
    var ports = Ports.from(environment);
    var data = parts.add(DataDirectory.open(options.data(), options.fresh()));
    Logs.into(data.log("gridwright"));
    ChildProcess.endLeftOvers(data.runs());
    Ports.requireFree(ports.api(), "the API", "GRIDWRIGHT_PORT");
    Ports.requireFree(ports.admin(), "the API's admin port", "GRIDWRIGHT_ADMIN_PORT");

    var below = parts.add(Parts.independent());
    var database = beside(() -> below.add(database(environment, data, ports)));
    var temporal = beside(() -> below.add(TemporalServers.start(environment, data, ports)));
    var hypervisor = beside(() -> below.add(hypervisor(environment, data, ports, options)));
    out.println(joined(database).line());
    out.println(joined(temporal).line());
    out.println(joined(hypervisor).line());

    var operatorPassword = data.secret("operator-password");
    var engine =
        parts.add(EngineParts.start(joined(database), joined(temporal), joined(hypervisor), ports));
    engine.ensureOperator(OPERATOR, DataDirectory.read(operatorPassword));
    out.println(engine.fencing());
    out.println(engine.line());
    new Endpoints(
            ports.api(),
            ports.admin(),
            joined(database),
            joined(temporal),
            joined(hypervisor),
            OPERATOR,
            operatorPassword)
        .writeTo(data);
    out.println("Endpoints     " + Endpoints.fileIn(data));
    out.println("Log           " + data.log("gridwright"));
    return new Instance(
        "http://127.0.0.1:" + ports.api(),
        joined(hypervisor)
            .controlDoor()
            .map(door -> new Plugs(door.address(), DataDirectory.read(door.tokenFile()))));
  }

  String api() {
    return api;
  }

  /** Of the grid, where it is emulated. */
  Optional<Plugs> plugs() {
    return plugs;
  }

  private static Database database(
      Map<String, String> environment, DataDirectory data, Ports ports) {
    var url = environment.getOrDefault("GRIDWRIGHT_DATABASE_URL", "");
    return url.isBlank()
        ? EmbeddedDatabase.start(data, ports.database())
        : ExternalDatabase.of(url);
  }

  private static Hypervisor hypervisor(
      Map<String, String> environment, DataDirectory data, Ports ports, InstanceOptions options) {
    return environment.getOrDefault("PROXMOX_URL", "").isBlank()
        ? EmulatedHypervisor.start(data, ports.emulator(), options.nodes(), options.latency())
        : ExternalHypervisor.from(environment);
  }

  private static <T> CompletableFuture<T> beside(Supplier<T> start) {
    var future = new CompletableFuture<T>();
    var thread =
        new Thread(
            () -> {
              try {
                future.complete(start.get());
              } catch (RuntimeException | Error failure) {
                future.completeExceptionally(failure);
              }
            },
            "start-up");
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  private static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof StartUpException told
          ? told
          : new StartUpException("Start-up failed: " + failure.getCause(), failure.getCause());
    }
  }
}
