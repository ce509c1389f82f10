package io.gridwright.bench;

import java.util.Arrays;

/** Times, in seconds. */
final class Seconds {
  private static final double NANOS = 1e9;

  static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / NANOS;
  }

  static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private Seconds() {}
}
