package io.gridwright.scheduler.search;

import java.util.Arrays;

/** Sorts only the beginning of an array, in steps: the rest is seldom looked at. */
final class Selection {
  private final long[] keys;
  private final int size;
  private int sorted;

  /**
   * @param keys are rearranged; the first {@code size} of them count
   */
  Selection(long[] keys, int size) {
    this.keys = keys;
    this.size = size;
  }

  int size() {
    return size;
  }

  /** The one of that rank, 0 for the least. */
  long at(int rank) {
    if (rank >= sorted) {
      extend(Math.min(size, Math.max(64, 2 * (rank + 1))));
    }
    return keys[rank];
  }

  private void extend(int to) {
    if (to < size) {
      partition(sorted, size - 1, to - 1);
    }
    Arrays.sort(keys, sorted, to);
    sorted = to;
  }

  /** Brings the least {@code rank + 1} to the front, in any order (Hoare's selection). */
  private void partition(int from, int to, int rank) {
    int low = from;
    int high = to;
    while (low < high) {
      long pivot = middle(keys[low], keys[(low + high) >>> 1], keys[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (keys[i] < pivot) {
          i++;
        }
        while (keys[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long swapped = keys[i];
          keys[i++] = keys[j];
          keys[j--] = swapped;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  private static long middle(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
