package io.gridwright.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.gridwright.api.account.ForgetExpired;
import io.gridwright.api.event.StreamPlaces;
import io.gridwright.api.json.ApiMapper;
import io.gridwright.api.problem.DatabaseTranslation;
import io.gridwright.api.problem.LedgerTranslation;
import io.gridwright.api.problem.WebTranslation;
import io.gridwright.engine.process.Answers;
import io.gridwright.engine.process.ProcessApplication;
import io.gridwright.engine.process.ServerDefaults;
import io.gridwright.store.Store;
import io.gridwright.store.account.Idempotency;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.eclipse.jetty.util.component.LifeCycle;

/** The REST front as a Dropwizard application; {@code run} is a list of what is wired. */
public class ApiApplication extends ProcessApplication<ApiConfiguration> {
  private final BiFunction<ApiConfiguration, Environment, ApiParts> parts;

  /** The production entry: {@code server api.yml}; {@code migrate api.yml} for the schema alone. */
  public static void main(String[] arguments) throws Exception {
    new ApiApplication(ProductionParts::open).run(arguments);
  }

  ApiApplication(BiFunction<ApiConfiguration, Environment, ApiParts> parts) {
    this.parts = parts;
  }

  @Override
  public String getName() {
    return "gridwright-api";
  }

  @Override
  public void initialize(Bootstrap<ApiConfiguration> bootstrap) {
    super.initialize(bootstrap);
    bootstrap.setObjectMapper(ApiMapper.create());
    bootstrap.addCommand(new MigrateCommand());
  }

  @Override
  public void run(ApiConfiguration configuration, Environment environment) {
    ServerDefaults.apply(configuration.getServerFactory());
    if (configuration.getServerFactory() instanceof AbstractServerFactory server) {
      server.setRegisterDefaultExceptionMappers(false); // ProblemMapper is the one
    }
    ObjectMapper mapper = environment.getObjectMapper();
    ApiParts given = parts.apply(configuration, environment);
    StreamPlaces streams = new StreamPlaces(configuration.streams().limits());
    ApiResources resources = ApiResources.over(given, configuration, streams, mapper);
    new Edge(environment)
        .install(
            resources.callers(),
            List.of(new WebTranslation(), new LedgerTranslation(), new DatabaseTranslation()));
    resources.instances().forEach(environment.jersey()::register);
    environment
        .lifecycle()
        .addServerLifecycleListener(server -> server.addEventListener(endingFirst(streams)));
    environment
        .lifecycle()
        .scheduledExecutorService("forget-expired", true)
        .build()
        .scheduleWithFixedDelay(forgetExpired(given), 1, 60, TimeUnit.MINUTES);
    environment.healthChecks().register("database", Answers.to(given.database()::answers));
    environment.healthChecks().register("engine", new EngineHealth(given.engineAnswers()));
  }

  private static ForgetExpired forgetExpired(ApiParts given) {
    Store store = given.store();
    return new ForgetExpired(
        store.users(), store.transactions(), new Idempotency(given.realTime()));
  }

  /**
   * Streams end as stopping begins: the server waits for requests, and a stream is an endless one.
   */
  private static LifeCycle.Listener endingFirst(StreamPlaces streams) {
    return new LifeCycle.Listener() {
      @Override
      public void lifeCycleStopping(LifeCycle server) {
        streams.close();
      }
    };
  }
}
