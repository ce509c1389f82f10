package io.gridwright.engine.process;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What holds of Dropwizard's {@code server} section here: a connector that names no host is bound
 * to 127.0.0.1 ({@code bindHost: 0.0.0.0} opens it), a stop waits for requests no longer than the
 * 15 seconds allow that stopping may take, and JSON is not compressed: Jetty would give it an ETag
 * that is not the document's version, and a stream of events must not wait for a buffer.
 */
public final class ServerDefaults {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LONGEST_GRACE = Duration.seconds(5);

  private static final Set<String> NOT_COMPRESSED =
      Set.of("application/json", "application/problem+json", "text/event-stream", "image/png");

  private ServerDefaults() {}

  /** Applies them to what the YAML left open. */
  public static void apply(ServerFactory server) {
    if (server instanceof AbstractServerFactory common
        && common.getShutdownGracePeriod().compareTo(LONGEST_GRACE) > 0) {
      common.setShutdownGracePeriod(LONGEST_GRACE);
    }
    if (server instanceof AbstractServerFactory common) {
      common.getGzipFilterFactory().setExcludedMimeTypes(NOT_COMPRESSED);
    }
    connectors(server)
        .filter(HttpConnectorFactory.class::isInstance)
        .map(HttpConnectorFactory.class::cast)
        .filter(connector -> connector.getBindHost() == null)
        .forEach(connector -> connector.setBindHost(LOOPBACK));
  }

  /** A server on two loopback ports, for users and for administration; 0 takes free ones. */
  public static DefaultServerFactory on(int port, int adminPort) {
    var server = new DefaultServerFactory();
    server.setApplicationConnectors(List.of(connector(port)));
    server.setAdminConnectors(List.of(connector(adminPort)));
    return server;
  }

  /** A server on one loopback port, administration only, under {@code /admin}. */
  public static SimpleServerFactory on(int adminPort) {
    var server = new SimpleServerFactory();
    server.setConnector(connector(adminPort));
    return server;
  }

  private static HttpConnectorFactory connector(int port) {
    var connector = new HttpConnectorFactory();
    connector.setPort(port);
    connector.setBindHost(LOOPBACK);
    return connector;
  }

  private static Stream<ConnectorFactory> connectors(ServerFactory server) {
    if (server instanceof DefaultServerFactory two) {
      return Stream.concat(
          two.getApplicationConnectors().stream(), two.getAdminConnectors().stream());
    }
    return server instanceof SimpleServerFactory one
        ? Stream.of(one.getConnector())
        : Stream.empty();
  }
}
