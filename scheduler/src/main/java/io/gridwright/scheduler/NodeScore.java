package io.gridwright.scheduler;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.scheduler.placement.GridResource;

/**
 * How good a node is as it stands, before anything new (F75, F76): each resource by itself, and one
 * number to order nodes by. Quality comes first: a server needs something of every resource, so
 * that a node with three that have anything left is worth more than one with two, however much of
 * these it has. Among equals the free shares count, in thousandths.
 *
 * @param memory free share in thousandths, 0 to 1000, as the others
 */
public record NodeScore(int memory, int vcpus, int disk, int bandwidth, int usable)
    implements Comparable<NodeScore> {
  private static final int PER_USABLE = 1001;

  /**
   * @param free may be negative where more is used than there is
   */
  public static NodeScore of(Capacity free, Capacity capacity) {
    int usable = 0;
    int[] shares = new int[GridResource.COUNT];
    for (GridResource resource : GridResource.values()) {
      long left = Math.max(0, resource.of(free));
      long all = resource.of(capacity);
      usable += left > 0 ? 1 : 0;
      shares[resource.ordinal()] = all <= 0 ? 0 : (int) Math.min(1000, left * 1000 / all);
    }
    return new NodeScore(
        shares[GridResource.MEMORY.ordinal()],
        shares[GridResource.VCPUS.ordinal()],
        shares[GridResource.DISK.ordinal()],
        shares[GridResource.BANDWIDTH.ordinal()],
        usable);
  }

  /** One number, 0 to 5004; higher is better. */
  public int total() {
    int scarcest = Math.min(Math.min(memory, vcpus), Math.min(disk, bandwidth));
    int mean = (memory + vcpus + disk + bandwidth) / GridResource.COUNT;
    return usable * PER_USABLE + (scarcest + mean) / 2;
  }

  @Override
  public int compareTo(NodeScore other) {
    return Integer.compare(total(), other.total());
  }
}
