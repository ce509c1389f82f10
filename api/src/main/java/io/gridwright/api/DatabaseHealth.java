package io.gridwright.api;

import com.codahale.metrics.health.HealthCheck;
import io.gridwright.store.StoreDatabase;

/** Without the database nothing can be answered: then this process is not ready. */
final class DatabaseHealth extends HealthCheck {
  private final StoreDatabase database;

  DatabaseHealth(StoreDatabase database) {
    this.database = database;
  }

  @Override
  protected Result check() {
    return database.answers() ? Result.healthy() : Result.unhealthy("it answers nonsense");
  }
}
