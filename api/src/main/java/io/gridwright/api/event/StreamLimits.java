package io.gridwright.api.event;

import java.time.Duration;

/**
 * What event streams may take.
 *
 * @param total open streams of this process; each holds a thread
 * @param perAccount open streams of one account
 * @param poll how often the event table is asked for more
 * @param heartbeat silence after which a comment is sent, shorter than the connector's idle timeout
 * @param lifetime after which a stream ends, so that its client comes back with a valid session
 */
public record StreamLimits(
    int total, int perAccount, Duration poll, Duration heartbeat, Duration lifetime) {
  public static final StreamLimits DEFAULT =
      new StreamLimits(
          64, 8, Duration.ofMillis(300), Duration.ofSeconds(15), Duration.ofMinutes(30));
}
