package io.gridwright.scheduler.placement;

import java.util.Optional;

/**
 * What a machine is like beyond its size (F78, F80, F81).
 *
 * @param heavyTraffic whether much traffic is expected of it
 * @param accessLoad accesses under way at one time on average, in thousandths: rate times duration
 *     (Little's law)
 * @param licence fee of its operating system, where it falls due per node
 */
public record MachineNature(boolean heavyTraffic, long accessLoad, Optional<NodeLicence> licence) {
  private static final long SECONDS_OF_AN_HOUR = 3600;

  public static final MachineNature PLAIN = new MachineNature(false, 0, Optional.empty());

  /**
   * Accesses under way at one time on each machine of a component, in thousandths.
   *
   * @param machines that share them, 1 or more
   */
  public static long accessLoad(Optional<Long> perHour, Optional<Long> seconds, long machines) {
    return perHour.orElse(0L) * seconds.orElse(0L) * 1000 / SECONDS_OF_AN_HOUR / machines;
  }
}
