package io.gridwright.scheduler.reassign;

import java.util.Arrays;

/**
 * Counts per pair of small numbers. An array where all pairs fit, else an open-addressing table
 * with linear probing that holds the pairs above 0 (Knuth, TAOCP 3, 6.4, algorithm R for removal):
 * 50,000 services times 5,000 machines need a megabyte instead of one thousand.
 */
public final class PairCounts {
  private static final int DENSE_LIMIT = 1 << 22;
  private static final long EMPTY = -1;

  private final int width;
  private final boolean dense;
  private final long[] keys;
  private final int[] counts;
  private final int mask;

  /**
   * @param pairs the most pairs that are above 0 at once
   */
  public PairCounts(int height, int width, int pairs) {
    this.width = width;
    this.dense = (long) height * width <= DENSE_LIMIT;
    int size = dense ? height * width : Integer.highestOneBit(Math.max(8, pairs)) * 4;
    this.keys = new long[dense ? 0 : size];
    Arrays.fill(keys, EMPTY);
    this.counts = new int[size];
    this.mask = size - 1;
  }

  private PairCounts(PairCounts other) {
    this.width = other.width;
    this.dense = other.dense;
    this.keys = other.keys.clone();
    this.counts = other.counts.clone();
    this.mask = other.mask;
  }

  public PairCounts copy() {
    return new PairCounts(this);
  }

  public int get(int row, int column) {
    long key = (long) row * width + column;
    if (dense) {
      return counts[(int) key];
    }
    int slot = slot(key);
    return keys[slot] == key ? counts[slot] : 0;
  }

  /** Returns the count after it. */
  public int increment(int row, int column) {
    long key = (long) row * width + column;
    if (dense) {
      return ++counts[(int) key];
    }
    int slot = slot(key);
    keys[slot] = key;
    return ++counts[slot];
  }

  /** Returns the count after it. */
  public int decrement(int row, int column) {
    long key = (long) row * width + column;
    if (dense) {
      return --counts[(int) key];
    }
    int slot = slot(key);
    int left = --counts[slot];
    if (left == 0) {
      remove(slot);
    }
    return left;
  }

  private int slot(long key) {
    int slot = home(key);
    while (keys[slot] != key && keys[slot] != EMPTY) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int home(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & mask;
  }

  private void remove(int emptied) {
    int hole = emptied;
    keys[hole] = EMPTY;
    for (int slot = (hole + 1) & mask; keys[slot] != EMPTY; slot = (slot + 1) & mask) {
      int home = home(keys[slot]);
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        keys[hole] = keys[slot];
        counts[hole] = counts[slot];
        keys[slot] = EMPTY;
        counts[slot] = 0;
        hole = slot;
      }
    }
  }
}
