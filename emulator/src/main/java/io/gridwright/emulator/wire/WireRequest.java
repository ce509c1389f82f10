package io.gridwright.emulator.wire;

import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param node the node whose port it entered
 * @param method HTTP method
 * @param path undecoded path without the query
 * @param query undecoded query, empty when there is none
 * @param headers by lower-case name, the last of equal names
 * @param body empty when there is none
 */
public record WireRequest(
    String node,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    byte[] body) {

  public WireRequest {
    headers = Map.copyOf(headers);
  }

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
