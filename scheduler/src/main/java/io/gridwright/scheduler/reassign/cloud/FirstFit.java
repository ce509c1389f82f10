package io.gridwright.scheduler.reassign.cloud;

import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * A first assignment: processes by size, largest first, each to the first computer with room,
 * computers by cost per capacity. A size is the largest share that it takes of all there is. Where
 * that order leaves one without, others are tried.
 */
public final class FirstFit {
  private static final int ATTEMPTS = 200;

  private final CloudInstance instance;
  private final double[] total = new double[CloudInstance.RESOURCES];

  private FirstFit(CloudInstance instance) {
    this.instance = instance;
    for (var computer : instance.computers()) {
      for (int r = 0; r < total.length; r++) {
        total[r] += computer.capacity()[r];
      }
    }
  }

  /** Returns a computer for each process, or nothing if this way leaves one without. */
  public static Optional<int[]> of(CloudInstance instance) {
    var firstFit = new FirstFit(instance);
    var random = new SplittableRandom(1);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double noise = (double) attempt / ATTEMPTS;
      var placed = firstFit.place(() -> 1 - noise * random.nextDouble());
      if (placed.isPresent()) {
        return placed;
      }
    }
    return Optional.empty();
  }

  /**
   * @param factor of each size: another order
   */
  private Optional<int[]> place(DoubleSupplier factor) {
    var computers = instance.computers();
    int[] byPrice =
        IntStream.range(0, computers.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    c ->
                        computers.get(c).cost() / Math.max(1e-9, sum(computers.get(c).capacity()))))
            .mapToInt(Integer::intValue)
            .toArray();
    long[][] room =
        computers.stream().map(computer -> computer.capacity().clone()).toArray(long[][]::new);
    int[] placed = new int[instance.processes().size()];
    double[] size =
        instance.processes().stream()
            .mapToDouble(p -> largest(p.need()) * factor.getAsDouble())
            .toArray();
    var bySize =
        IntStream.range(0, placed.length)
            .boxed()
            .sorted(Comparator.comparingDouble(p -> -size[p]))
            .toList();
    for (int p : bySize) {
      long[] need = instance.processes().get(p).need();
      placed[p] = firstWithRoom(byPrice, room, need);
      if (placed[p] < 0) {
        return Optional.empty();
      }
      for (int r = 0; r < need.length; r++) {
        room[placed[p]][r] -= need[r];
      }
    }
    return Optional.of(placed);
  }

  private static int firstWithRoom(int[] order, long[][] room, long[] need) {
    for (int c : order) {
      boolean fits = true;
      for (int r = 0; r < need.length; r++) {
        fits &= need[r] <= room[c][r];
      }
      if (fits) {
        return c;
      }
    }
    return -1;
  }

  private double sum(long[] amounts) {
    double sum = 0;
    for (int r = 0; r < amounts.length; r++) {
      sum += amounts[r] / Math.max(1, total[r]);
    }
    return sum;
  }

  private double largest(long[] amounts) {
    double largest = 0;
    for (int r = 0; r < amounts.length; r++) {
      largest = Math.max(largest, amounts[r] / Math.max(1, total[r]));
    }
    return largest;
  }
}
