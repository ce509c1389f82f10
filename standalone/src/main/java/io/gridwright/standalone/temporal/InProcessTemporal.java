package io.gridwright.standalone.temporal;

import io.gridwright.engine.temporal.CancelledActivities;
import io.gridwright.engine.temporal.RefusedTasks;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.standalone.Ports;
import io.gridwright.standalone.StartUpException;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The SDK's own test server, bound to loopback, in real time: what is left where no command line of
 * Temporal can be had. It has no UI and no Schedules, and forgets everything on restart; the ledger
 * does not, so that what was accepted goes on. Its classes are internal to SDK 1.38.0, which is
 * pinned.
 */
public final class InProcessTemporal implements TemporalServer {
  private final TestServicesStarter services;
  private final Server server;
  private final TemporalConnection itself;
  private final int port;

  private InProcessTemporal(
      TestServicesStarter services, Server server, TemporalConnection itself, int port) {
    this.services = services;
    this.server = server;
    this.itself = itself;
    this.port = port;
  }

  public static InProcessTemporal start(int port) {
    Ports.requireFree(port, "Temporal", "GRIDWRIGHT_TEMPORAL_PORT");
    var services = new TestServicesStarter(true, 0);
    TimerDiagnostics.drop(services);
    var itself = TemporalConnection.open(TemporalSettings.plain("127.0.0.1:" + port));
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .intercept(new CancelledActivities())
            .intercept(RefusedTasks.openedAgainBy(itself::client));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      return new InProcessTemporal(services, builder.build().start(), itself, port);
    } catch (IOException failed) {
      itself.close();
      services.close();
      throw new StartUpException("Temporal's in-process server did not start", failed);
    }
  }

  @Override
  public String target() {
    return "127.0.0.1:" + port;
  }

  @Override
  public Optional<String> ui() {
    return Optional.empty();
  }

  @Override
  public boolean inProcess() {
    return true;
  }

  @Override
  public String line() {
    return "Workflows     Temporal's in-process server, "
        + target()
        + "; no UI: install Temporal's command line or Python's pip for one;"
        + " histories are lost on restart, accepted operations go on";
  }

  @Override
  public void close() {
    itself.close();
    server.shutdownNow();
    services.close();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
