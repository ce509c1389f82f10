package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.ExpectedBehaviour.Traffic;
import io.gridwright.domain.grid.Capacity;

/**
 * What one machine of a component takes from a node (F22, F78): {@code ceil(size x traffic factor x
 * compression factor)}; network the larger of that and {@code packets per second x packet bytes x 8
 * x 1.2}. With {@code spreadOver} above one each machine has the full size, and its share of the
 * packets.
 *
 * <p>Never a basis of bills or quotas: these take the size as ordered ({@link #ordered}).
 */
public final class EffectiveDemand {
  private static final long BITS_PER_MBIT = 1_000_000;

  private EffectiveDemand() {}

  /** Demand by the published factors. */
  public static Capacity perMachine(Component component) {
    return perMachine(component, DemandFactors.PUBLISHED);
  }

  public static Capacity perMachine(Component component, DemandFactors factors) {
    ExpectedBehaviour expected = component.expected();
    boolean heavy = expected.traffic() == Traffic.HEAVY;
    int cpuTraffic = heavy ? factors.heavyVcpus() : DemandFactors.NEUTRAL;
    int netTraffic = heavy ? factors.heavyBandwidth() : DemandFactors.NEUTRAL;
    int cpuCompression = expected.compressed() ? factors.compressedVcpus() : DemandFactors.NEUTRAL;
    int memoryCompression =
        expected.compressed() ? factors.compressedMemory() : DemandFactors.NEUTRAL;
    return new Capacity(
        raised(component.memoryMib(), DemandFactors.NEUTRAL, memoryCompression),
        Math.toIntExact(raised(component.vcpus(), cpuTraffic, cpuCompression)),
        component.diskGib(),
        Math.toIntExact(
            Math.max(
                raised(component.bandwidthMbps(), netTraffic, DemandFactors.NEUTRAL),
                packetMbps(component, factors))));
  }

  /** The size as ordered, of one machine: what is configured, billed and counted to quotas. */
  public static Capacity ordered(Component component) {
    return new Capacity(
        component.memoryMib(), component.vcpus(), component.diskGib(), component.bandwidthMbps());
  }

  private static long raised(long size, int traffic, int compression) {
    return ceilingOf(size * traffic * compression, 1_000_000);
  }

  private static long packetMbps(Component component, DemandFactors factors) {
    ExpectedBehaviour expected = component.expected();
    long bytes =
        expected.packetsPerSecond().orElse(0L)
            * expected.packetBytes().map(Long::valueOf).orElse(0L);
    return ceilingOf(
        bytes * 8 * factors.packetOverhead(), 1000 * BITS_PER_MBIT * component.spreadOver());
  }

  private static long ceilingOf(long numerator, long denominator) {
    return (numerator + denominator - 1) / denominator;
  }
}
