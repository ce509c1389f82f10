package io.gridwright.domain.grid;

/**
 * Amounts of the four resources that placement counts: what a node has, what a component holds.
 *
 * @param memoryMib MiB of RAM
 * @param vcpus virtual CPUs
 * @param diskGib GiB of local disk
 * @param bandwidthMbps Mbit/s of network
 */
public record Capacity(long memoryMib, int vcpus, long diskGib, int bandwidthMbps) {
  public static final Capacity NONE = new Capacity(0, 0, 0, 0);

  public Capacity plus(Capacity other) {
    return new Capacity(
        memoryMib + other.memoryMib,
        vcpus + other.vcpus,
        diskGib + other.diskGib,
        bandwidthMbps + other.bandwidthMbps);
  }

  public Capacity minus(Capacity other) {
    return new Capacity(
        memoryMib - other.memoryMib,
        vcpus - other.vcpus,
        diskGib - other.diskGib,
        bandwidthMbps - other.bandwidthMbps);
  }

  /** Whether each amount is at most the other's. */
  public boolean fitsIn(Capacity other) {
    return memoryMib <= other.memoryMib
        && vcpus <= other.vcpus
        && diskGib <= other.diskGib
        && bandwidthMbps <= other.bandwidthMbps;
  }
}
