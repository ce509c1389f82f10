package io.gridwright.standalone.database;

import io.gridwright.store.StoreConfiguration;

/** A database that runs elsewhere, named by {@code GRIDWRIGHT_DATABASE_URL}. */
public record ExternalDatabase(StoreConfiguration configuration) implements Database {

  public static ExternalDatabase of(String url) {
    return new ExternalDatabase(StoreConfiguration.of(url));
  }

  @Override
  public String url() {
    return configuration.url().replaceAll("\\?.*", "");
  }

  @Override
  public String line() {
    return "Database      " + url() + " (GRIDWRIGHT_DATABASE_URL); kept on restart";
  }

  @Override
  public void close() {
    // not ours to stop
  }
}
