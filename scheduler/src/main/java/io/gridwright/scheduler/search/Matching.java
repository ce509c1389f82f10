package io.gridwright.scheduler.search;

import java.util.Arrays;

/**
 * The cheapest way to give each machine a node of its own: the Hungarian method with potentials, by
 * shortest augmenting paths (Jonker and Volgenant 1987), in time machines squared times nodes. OR-
 * Tools' own assignment solver tells no potentials, which Rule D needs.
 */
final class Matching {
  /** More than any plan costs, but far from overflow. */
  static final long NEVER = Long.MAX_VALUE / 8;

  private final long[][] cost;
  private final int rows;
  private final int columns;
  private final long[] rowPrice;
  private final long[] columnPrice;
  private final int[] rowOf;
  private boolean feasible = true;

  /**
   * @param cost by machine and node, {@link #NEVER} where it can't stand; no more machines than
   *     nodes
   */
  Matching(long[][] cost, int columns) {
    this.cost = cost;
    this.rows = cost.length;
    this.columns = columns;
    this.rowPrice = new long[rows + 1];
    this.columnPrice = new long[columns + 1];
    this.rowOf = new int[columns + 1];
    for (int row = 1; row <= rows && feasible; row++) {
      feasible = augment(row);
    }
  }

  // Row and column 0 are the root of the search, as usual in this formulation.
  private boolean augment(int row) {
    long[] least = new long[columns + 1];
    int[] from = new int[columns + 1];
    boolean[] done = new boolean[columns + 1];
    Arrays.fill(least, NEVER);
    rowOf[0] = row;
    int column = 0;
    do {
      done[column] = true;
      int at = rowOf[column];
      long delta = NEVER;
      int next = -1;
      for (int j = 1; j <= columns; j++) {
        if (!done[j]) {
          long edge = cost[at - 1][j - 1];
          long reduced = edge >= NEVER ? NEVER : edge - rowPrice[at] - columnPrice[j];
          if (reduced < least[j]) {
            least[j] = reduced;
            from[j] = column;
          }
          if (least[j] < delta) {
            delta = least[j];
            next = j;
          }
        }
      }
      if (next < 0 || delta >= NEVER / 2) {
        return false;
      }
      for (int j = 0; j <= columns; j++) {
        if (done[j]) {
          rowPrice[rowOf[j]] += delta;
          columnPrice[j] -= delta;
        } else if (least[j] < NEVER) {
          least[j] -= delta;
        }
      }
      column = next;
    } while (rowOf[column] != 0);
    while (column != 0) {
      rowOf[column] = rowOf[from[column]];
      column = from[column];
    }
    return true;
  }

  /** Whether every machine can have a node of its own. */
  boolean feasible() {
    return feasible;
  }

  /** The node of each machine. */
  int[] columnOf() {
    int[] columnOf = new int[rows];
    for (int j = 1; j <= columns; j++) {
      if (rowOf[j] > 0) {
        columnOf[rowOf[j] - 1] = j - 1;
      }
    }
    return columnOf;
  }

  /** The least cost of all. */
  long total() {
    long total = 0;
    int[] columnOf = columnOf();
    for (int row = 0; row < rows; row++) {
      total += cost[row][columnOf[row]];
    }
    return total;
  }

  /** By how much any plan with this pair is dearer than the cheapest, at the least. */
  long reducedCost(int row, int column) {
    return cost[row][column] >= NEVER
        ? NEVER
        : cost[row][column] - rowPrice[row + 1] - columnPrice[column + 1];
  }
}
