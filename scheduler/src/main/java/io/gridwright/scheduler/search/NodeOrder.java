package io.gridwright.scheduler.search;

/**
 * The order among equally cheap nodes: a fixed mixing of their numbers by the seed, one to one, so
 * that simultaneous orders with seeds of their own don't all run for the same nodes. Seed 0 keeps
 * the order of names.
 *
 * <p>A cost and a place in this order share one long, which sorts as the pair does.
 */
final class NodeOrder {
  private final int bits;
  private final long mask;
  private final long factor;
  private final long inverse;
  private final long offset;

  NodeOrder(int nodes, int seed) {
    this.bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(1, nodes - 1)));
    this.mask = (1L << bits) - 1;
    long scrambled = scramble(seed);
    this.factor = seed == 0 ? 1 : scrambled | 1;
    this.inverse = inverse(factor);
    this.offset = seed == 0 ? 0 : (scrambled >>> 32) & mask;
  }

  /** The finaliser of MurmurHash3. */
  private static long scramble(int seed) {
    long h = seed * 0x9e3779b97f4a7c15L;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /** Of an odd number modulo 2^64, by Newton's iteration: each step doubles the right bits. */
  private static long inverse(long odd) {
    long x = odd;
    for (int i = 0; i < 5; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }

  long key(long cost, int node) {
    return cost << bits | (node * factor + offset) & mask;
  }

  long cost(long key) {
    return key >> bits;
  }

  int node(long key) {
    return (int) (((key & mask) - offset) * inverse & mask);
  }
}
