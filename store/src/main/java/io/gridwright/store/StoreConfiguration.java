package io.gridwright.store;

/**
 * Where the database is and how it is used.
 *
 * @param url JDBC URL, {@code jdbc:mysql://…}, for MySQL and MariaDB alike
 * @param user login; empty if the URL names it
 * @param password its password; empty if the URL names it
 * @param maximumConnections upper bound of the pool, 1..; at least as many as threads that use the
 *     ledger at once, or these wait for each other
 */
public record StoreConfiguration(String url, String user, String password, int maximumConnections) {
  public static final int DEFAULT_CONNECTIONS = 32;

  public StoreConfiguration {
    if (url == null || !url.startsWith("jdbc:mysql:")) {
      throw new IllegalArgumentException(
          "the database URL must begin with jdbc:mysql: (MariaDB too); correct it");
    }
    if (maximumConnections < 1) {
      throw new IllegalArgumentException(
          "maximumConnections is " + maximumConnections + ", must be at least 1");
    }
  }

  /** A database whose URL names user and password, or needs none. */
  public static StoreConfiguration of(String url) {
    return new StoreConfiguration(url, "", "", DEFAULT_CONNECTIONS);
  }

  public static StoreConfiguration of(String url, String user, String password) {
    return new StoreConfiguration(url, user, password, DEFAULT_CONNECTIONS);
  }

  /** Says where, never with which password. */
  @Override
  public String toString() {
    return "StoreConfiguration[" + url.replaceAll("\\?.*", "") + "]";
  }
}
