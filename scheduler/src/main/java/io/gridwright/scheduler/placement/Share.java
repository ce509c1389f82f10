package io.gridwright.scheduler.placement;

/**
 * The part of the grid that one of several planners looks at, so that they seldom run for the same
 * nodes (SCHEDULING section 5). Drawn at random, the same for all planners; where the share has no
 * room, the whole grid is searched.
 *
 * @param index of this planner, from 0
 * @param of how many there are
 */
public record Share(int index, int of) {
  public static final Share WHOLE = new Share(0, 1);

  public Share {
    if (of < 1 || index < 0 || index >= of) {
      throw new IllegalArgumentException("planner %d of %d does not exist".formatted(index, of));
    }
  }

  /**
   * The share that one order of many gets, at random but always the same. Up to two planners seldom
   * meet: they look at everything.
   *
   * @param planners at work at one time, 1..
   */
  public static Share ofOrder(int order, int planners) {
    return planners <= 2 ? WHOLE : new Share(Math.floorMod(mixed(order), planners), planners);
  }

  public boolean whole() {
    return of == 1;
  }

  /** Whether a node is in this share; no node is in two. */
  public boolean has(int node) {
    return Math.floorMod(mixed(node), of) == index;
  }

  /** The finaliser of MurmurHash3 for ints. */
  private static int mixed(int number) {
    int h = number;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
