package io.gridwright.engine.temporal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Temporal is and how it is reached.
 *
 * @param target {@code host:port}
 * @param namespace existing namespace, {@code default} on a development server
 * @param tls client certificate, for mTLS
 * @param apiKeyFile file that holds an API key; turns TLS on by itself
 */
public record TemporalSettings(
    String target, String namespace, Optional<Tls> tls, Optional<Path> apiKeyFile) {

  /** Files in PEM, the key as PKCS#8. */
  public record Tls(Path certificate, Path key, Optional<Path> authority) {}

  /**
   * Where the panel shows this namespace's workflows.
   *
   * @param panel its address
   */
  public String workflowsOn(String panel) {
    return panel.replaceFirst("/+$", "") + "/namespaces/" + namespace + "/workflows";
  }

  /** A server on loopback, without TLS. */
  public static TemporalSettings plain(String target) {
    return new TemporalSettings(target, "default", Optional.empty(), Optional.empty());
  }
}
