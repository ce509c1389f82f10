package io.gridwright.api;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds of Dropwizard's {@code server} section here: a connector that names no host is bound
 * to 127.0.0.1 ({@code bindHost: 0.0.0.0} opens it), and a stop waits for requests no longer than
 * the 15 seconds allow that stopping may take.
 */
final class ServerDefaults {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LONGEST_GRACE = Duration.seconds(5);

  private ServerDefaults() {}

  static void apply(ServerFactory server) {
    if (server instanceof AbstractServerFactory common) {
      common.setRegisterDefaultExceptionMappers(false);
      if (common.getShutdownGracePeriod().compareTo(LONGEST_GRACE) > 0) {
        common.setShutdownGracePeriod(LONGEST_GRACE);
      }
    }
    connectors(server)
        .filter(HttpConnectorFactory.class::isInstance)
        .map(HttpConnectorFactory.class::cast)
        .filter(connector -> connector.getBindHost() == null)
        .forEach(connector -> connector.setBindHost(LOOPBACK));
  }

  /** A server on two loopback ports; 0 takes free ones. */
  static DefaultServerFactory on(int port, int adminPort) {
    DefaultServerFactory server = new DefaultServerFactory();
    server.setApplicationConnectors(List.of(connector(port)));
    server.setAdminConnectors(List.of(connector(adminPort)));
    return server;
  }

  private static HttpConnectorFactory connector(int port) {
    HttpConnectorFactory connector = new HttpConnectorFactory();
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
