package io.gridwright.scheduler.reassign.cloud;

import java.util.Comparator;

/**
 * A cost that no assignment is below, by fractional cover: any weighting of the resources makes one
 * of them, of which computers, cheapest first and the last one in part, must cover the need. The
 * best of a grid of weightings counts, each resource alone among them.
 */
public final class CloudBound {
  private static final int GRID = 40;

  private final CloudInstance instance;

  private CloudBound(CloudInstance instance) {
    this.instance = instance;
  }

  public static long of(CloudInstance instance) {
    return new CloudBound(instance).best();
  }

  private long best() {
    double[] unit = new double[CloudInstance.RESOURCES];
    for (int r = 0; r < unit.length; r++) {
      unit[r] = Math.max(1, totalNeed(r));
    }
    double best = 0;
    for (int a = 0; a <= GRID; a++) {
      for (int b = 0; a + b <= GRID; b++) {
        double[] weights = {a / unit[0], b / unit[1], (GRID - a - b) / unit[2]};
        best = Math.max(best, cover(weights));
      }
    }
    // What floating point may have added is far below one part in a thousand millions.
    return (long) Math.ceil(best * (1 - 1e-9) - 1e-6);
  }

  private double totalNeed(int resource) {
    return instance.processes().stream().mapToDouble(p -> p.need()[resource]).sum();
  }

  private double cover(double[] weights) {
    double left = 0;
    for (var process : instance.processes()) {
      left += weighted(process.need(), weights);
    }
    var computers =
        instance.computers().stream()
            .filter(computer -> weighted(computer.capacity(), weights) > 0)
            .sorted(
                Comparator.comparingDouble(
                    computer -> computer.cost() / weighted(computer.capacity(), weights)))
            .toList();
    double cost = 0;
    for (var computer : computers) {
      double capacity = weighted(computer.capacity(), weights);
      double part = Math.min(1, left / capacity);
      cost += part * computer.cost();
      left -= part * capacity;
      if (left <= 0) {
        break;
      }
    }
    return cost;
  }

  private static double weighted(long[] amounts, double[] weights) {
    double sum = 0;
    for (int r = 0; r < amounts.length; r++) {
      sum += amounts[r] * weights[r];
    }
    return sum;
  }
}
