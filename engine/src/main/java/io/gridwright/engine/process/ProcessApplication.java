package io.gridwright.engine.process;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.UndefinedEnvironmentVariableException;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * A process of ours as a Dropwizard application: {@code server} and {@code check}, with a YAML file
 * in which an unknown key is refused and <code>${X:-default}</code> stands for variables of the
 * environment. What is wrong with it is told in its own words, without a stack trace.
 */
public abstract class ProcessApplication<T extends Configuration> extends Application<T> {

  @Override
  public void initialize(Bootstrap<T> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(true)));
    // Never the mapper of the wire: it knows none of Dropwizard's own types.
    bootstrap.setConfigurationFactoryFactory(
        (type, validator, mapper, prefix) ->
            new DefaultConfigurationFactoryFactory<T>()
                .create(type, validator, Jackson.newObjectMapper(), prefix));
  }

  @Override
  protected void addDefaultCommands(Bootstrap<T> bootstrap) {
    bootstrap.addCommand(new Server<>(this));
    bootstrap.addCommand(new Check<>(this));
  }

  /** Tells why a command failed, in the way that helps whoever started it. */
  public static void tell(Cli cli, Throwable failure) {
    if (isTheirs(failure)) {
      cli.getStdErr().println(failure.getMessage());
    } else {
      failure.printStackTrace(cli.getStdErr());
    }
  }

  /** Whether it lies with files, values or ports of whoever started it, and not with us. */
  private static boolean isTheirs(Throwable failure) {
    return failure instanceof ConfigurationException
        || failure instanceof UndefinedEnvironmentVariableException
        || failure instanceof FaultyConfiguration
        || failure instanceof IOException;
  }

  private static final class Server<T extends Configuration> extends ServerCommand<T> {
    Server(Application<T> application) {
      super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
      tell(cli, failure);
    }
  }

  private static final class Check<T extends Configuration> extends CheckCommand<T> {
    Check(Application<T> application) {
      super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
      tell(cli, failure);
    }
  }
}
