package io.gridwright.api;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** The API inside another program: started on a given configuration, stopped by closing it. */
public final class ApiServer implements AutoCloseable {
  private final Server server;

  private ApiServer(Server server) {
    this.server = server;
  }

  /**
   * Starts and returns when both ports answer.
   *
   * @param parts stay the caller's: closing the server does not close them
   * @throws IllegalStateException if it cannot start, with the reason as its cause
   */
  public static ApiServer start(ApiConfiguration configuration, ApiParts parts) {
    Embedded application = new Embedded(configuration, parts);
    try {
      application.run("server");
    } catch (Exception failure) { // Dropwizard declares no narrower one
      throw new IllegalStateException("the API cannot start", failure);
    }
    return new ApiServer(application.server.get());
  }

  /** Port of the API, also where 0 asked for a free one. */
  public int port() {
    return port(0);
  }

  /** Port of health checks and metrics. */
  public int adminPort() {
    return port(1);
  }

  private int port(int connector) {
    return ((NetworkConnector) server.getConnectors()[connector]).getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) { // Jetty declares no narrower one
      throw new IllegalStateException("the API cannot stop", failure);
    }
  }

  /** Reads no file, and tells its failure to whoever started it instead of ending the JVM. */
  private static final class Embedded extends ApiApplication {
    private final ApiConfiguration configuration;
    private final AtomicReference<Server> server = new AtomicReference<>();

    Embedded(ApiConfiguration configuration, ApiParts parts) {
      super((ignored, environment) -> parts);
      this.configuration = configuration;
    }

    @Override
    public void initialize(Bootstrap<ApiConfiguration> bootstrap) {
      super.initialize(bootstrap);
      bootstrap.setConfigurationFactoryFactory(
          (type, validator, mapper, prefix) -> new Given(configuration));
    }

    @Override
    public void run(ApiConfiguration given, Environment environment) {
      super.run(given, environment);
      environment.lifecycle().addServerLifecycleListener(server::set);
    }

    /** Logging is the business of the program around it. */
    @Override
    protected void bootstrapLogging() {}

    @Override
    protected void onFatalError(Throwable failure) {
      throw new IllegalStateException("the API cannot start: " + failure.getMessage(), failure);
    }
  }

  private record Given(ApiConfiguration configuration)
      implements ConfigurationFactory<ApiConfiguration> {
    @Override
    public ApiConfiguration build(ConfigurationSourceProvider provider, String path)
        throws ConfigurationException {
      return configuration;
    }

    @Override
    public ApiConfiguration build() {
      return configuration;
    }
  }
}
