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
  public static final MachineNature PLAIN = new MachineNature(false, 0, Optional.empty());
}
