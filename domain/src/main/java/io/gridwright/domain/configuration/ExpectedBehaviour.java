package io.gridwright.domain.configuration;

import java.util.Optional;

/**
 * What the customer expects of a server (F22, F81). Packet rate in packets per second, packet size
 * in bytes; the rest is used by scoring only.
 */
public record ExpectedBehaviour(
    Traffic traffic,
    boolean compressed,
    Optional<Long> packetsPerSecond,
    Optional<Integer> packetBytes,
    Optional<Long> accessesPerHour,
    Optional<Long> accessSeconds,
    Optional<Long> bytesPerAccess) {

  /** Stated weight of the traffic. */
  public enum Traffic {
    LIGHT,
    NORMAL,
    HEAVY
  }

  public static final ExpectedBehaviour UNSTATED =
      new ExpectedBehaviour(
          Traffic.NORMAL,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
