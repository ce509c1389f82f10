package io.gridwright.scheduler.factor;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import java.util.List;

/**
 * How many places for servers of typical sizes a node loses by taking a machine: the fragmentation
 * gradient of "Beware of Fragmentation" (USENIX ATC 2023), here in memory, vCPUs and disk. Where
 * the rest of a node is of no use to anybody a machine costs nothing; where it breaks into a whole
 * free node it costs most.
 */
final class Fragmentation implements PairValue {
  /** Worth of one lost place, so that a machine of common size stays within 0 to 1000. */
  private static final int OF_ONE_PLACE = 5;

  /** What is ordered most: from a small balancer to a large database. */
  static final List<Capacity> TYPICAL =
      List.of(
          new Capacity(512, 1, 8, 0),
          new Capacity(512, 1, 20, 0),
          new Capacity(1024, 1, 20, 0),
          new Capacity(1024, 2, 20, 0),
          new Capacity(2048, 1, 20, 0),
          new Capacity(2048, 2, 40, 0),
          new Capacity(4096, 2, 40, 0),
          new Capacity(4096, 4, 80, 0),
          new Capacity(8192, 2, 80, 0),
          new Capacity(8192, 4, 160, 0),
          new Capacity(16_384, 4, 160, 0),
          new Capacity(16_384, 8, 320, 0));

  private static final int TYPES = TYPICAL.size();
  private static final long[] MEMORY = TYPICAL.stream().mapToLong(Capacity::memoryMib).toArray();
  private static final long[] VCPUS = TYPICAL.stream().mapToLong(Capacity::vcpus).toArray();
  private static final long[] DISK = TYPICAL.stream().mapToLong(Capacity::diskGib).toArray();

  private final GridState grid;
  private final long memory;
  private final long vcpus;
  private final long disk;

  Fragmentation(GridState grid, Shape shape) {
    this.grid = grid;
    this.memory = shape.demand(GridResource.MEMORY);
    this.vcpus = shape.demand(GridResource.VCPUS);
    this.disk = shape.demand(GridResource.DISK);
  }

  @Override
  public int at(int node) {
    long freeMemory = grid.free(GridResource.MEMORY, node);
    long freeVcpus = grid.free(GridResource.VCPUS, node);
    long freeDisk = grid.free(GridResource.DISK, node);
    return worth(
        places(freeMemory, freeVcpus, freeDisk)
            - places(freeMemory - memory, freeVcpus - vcpus, freeDisk - disk));
  }

  private static int worth(long lost) {
    return (int) Math.min(1000, lost * OF_ONE_PLACE);
  }

  private static long places(long memory, long vcpus, long disk) {
    if (memory <= 0 || vcpus <= 0 || disk <= 0) {
      return 0;
    }
    long sum = 0;
    for (int t = 0; t < TYPES; t++) {
      sum += Math.min(Math.min(memory / MEMORY[t], vcpus / VCPUS[t]), disk / DISK[t]);
    }
    return sum;
  }

  /** The same of a finished plan, from its records. */
  static long spoilt(PlacementNode node, PlacementComponent machine) {
    Capacity before = node.free();
    Capacity after = before.minus(machine.demand());
    long lost = 0;
    for (Capacity typical : TYPICAL) {
      lost += fitting(before, typical) - fitting(after, typical);
    }
    return Math.min(1000, lost * OF_ONE_PLACE);
  }

  private static long fitting(Capacity free, Capacity typical) {
    long most = Long.MAX_VALUE;
    for (GridResource resource : GridResource.values()) {
      if (resource.of(typical) > 0) {
        most = Math.min(most, Math.max(0, resource.of(free)) / resource.of(typical));
      }
    }
    return most;
  }
}
