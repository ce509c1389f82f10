package io.gridwright.worker.testing;

import io.gridwright.engine.temporal.CancelledActivities;
import io.gridwright.engine.temporal.RefusedTasks;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.workflows.SearchAttributes;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The workflow engine of a test, on loopback, in real time. */
public interface TemporalUnderTest extends AutoCloseable {

  int port();

  /** Whether it is the SDK's own server, with what that asks of workers. */
  boolean inProcess();

  @Override
  void close();

  /** The SDK's test server: starts at once, forgets everything when closed. */
  static TemporalUnderTest inThisJvm() {
    var services = new TestServicesStarter(true, 0);
    var itself = new AtomicReference<TemporalConnection>();
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .intercept(new CancelledActivities())
            .intercept(RefusedTasks.openedAgainBy(() -> itself.get().client()));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      var server = builder.build().start();
      itself.set(TemporalConnection.open(TemporalSettings.plain("127.0.0.1:" + server.getPort())));
      return new InProcess(services, server, itself.get());
    } catch (IOException failed) {
      services.close();
      throw new UncheckedIOException(failed);
    }
  }

  /** The {@code temporal} program on PATH. */
  static Optional<Path> program() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "temporal"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A real server, of the program on PATH; ask {@link #program} first. */
  static TemporalUnderTest developmentServer() {
    var attributes = new ArrayList<String>();
    SearchAttributes.ALL.forEach(
        key ->
            attributes.addAll(java.util.List.of("--search-attribute", key.getName() + "=Keyword")));
    return new Development(
        TemporalDevServer.start(
            TemporalDevServerOptions.newBuilder()
                .setDownloadEnabled(false)
                .setExistingPath(program().orElseThrow().toString())
                .setIp("127.0.0.1")
                .setUiEnabled(false)
                .setLogLevel("error")
                .setExtraArgs(attributes)
                .build()));
  }

  /** See {@link #inThisJvm}. */
  record InProcess(TestServicesStarter services, Server server, TemporalConnection itself)
      implements TemporalUnderTest {
    @Override
    public int port() {
      return server.getPort();
    }

    @Override
    public boolean inProcess() {
      return true;
    }

    @Override
    public void close() {
      itself.close();
      server.shutdownNow();
      services.close();
    }
  }

  /** See {@link #developmentServer}. */
  record Development(TemporalDevServer server) implements TemporalUnderTest {
    @Override
    public int port() {
      var target = server.getTarget();
      return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    @Override
    public boolean inProcess() {
      return false;
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
