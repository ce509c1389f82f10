package io.gridwright.proxmox.connection;

import java.time.Duration;

/**
 * How long the client waits.
 *
 * @param connect for TCP and TLS with one entry node
 * @param read for the whole answer to a GET
 * @param write for the whole answer to a POST, PUT or DELETE; above the server's own 30 s for a
 *     hop, so that its 596 is seen rather than a time-out of ours
 */
public record Timeouts(Duration connect, Duration read, Duration write) {
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(35), Duration.ofSeconds(40));

  Duration of(Call call) {
    return call.within().orElse(call.method().writes() ? write : read);
  }
}
