package io.gridwright.api;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.gridwright.engine.process.ProcessApplication;
import io.gridwright.store.StoreDatabase;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * {@code migrate api.yml}: brings the schema up to date and ends; for installations where the
 * processes' own database user may not, {@code database.migrate: false}.
 */
final class MigrateCommand extends ConfiguredCommand<ApiConfiguration> {
  MigrateCommand() {
    super("migrate", "Brings the database's schema to this version");
  }

  @Override
  protected void run(
      Bootstrap<ApiConfiguration> bootstrap, Namespace namespace, ApiConfiguration configuration) {
    try (StoreDatabase database = StoreDatabase.open(configuration.database().store())) {
      database.migrate();
      database.requireMigrated();
    }
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable failure) {
    ProcessApplication.tell(cli, failure);
  }
}
