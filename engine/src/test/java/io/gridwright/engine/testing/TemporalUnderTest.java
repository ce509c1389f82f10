package io.gridwright.engine.testing;

import io.gridwright.engine.temporal.SearchAttributeRegistration;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/** The SDK's own server, in real time, on loopback: at a port of its own or at a given one. */
public final class TemporalUnderTest implements AutoCloseable {
  private final TestServicesStarter services;
  private final Server server;

  private TemporalUnderTest(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /** Starts it with our search attributes. */
  public static TemporalUnderTest start() {
    return start(0);
  }

  /** Starts it at a port; 0 takes a free one. */
  public static TemporalUnderTest start(int port, ServerInterceptor... around) {
    var services = new TestServicesStarter(true, 0);
    var attributesKnown = new CountDownLatch(1);
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .intercept(startsAfter(attributesKnown));
    for (var interceptor : around) {
      builder.intercept(interceptor);
    }
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      var started = new TemporalUnderTest(services, builder.build().start());
      try (var connection = started.connect()) {
        SearchAttributeRegistration.register(connection);
      }
      attributesKnown.countDown();
      return started;
    } catch (IOException failed) {
      services.close();
      throw new UncheckedIOException(failed);
    }
  }

  /** A start with an unknown attribute would leave half a workflow behind in this server. */
  private static ServerInterceptor startsAfter(CountDownLatch attributesKnown) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getFullMethodName().contains("Start")) {
          pass(attributesKnown);
        }
        return next.startCall(call, headers);
      }
    };
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A port of loopback at which nobody listens. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A connection to whoever will listen there. */
  public static TemporalConnection connect(int port) {
    return TemporalConnection.open(TemporalSettings.plain("127.0.0.1:" + port));
  }

  public TemporalConnection connect() {
    return connect(server.getPort());
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
  }
}
