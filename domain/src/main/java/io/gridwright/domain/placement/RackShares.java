package io.gridwright.domain.placement;

import io.gridwright.domain.configuration.ComponentKind;

/** How many machines of a tier one failure domain may hold, whoever judges it. */
public final class RackShares {
  /** There is no limit. */
  public static final int ALL = Integer.MAX_VALUE;

  private RackShares() {}

  /** Of any tier half, rounded up, so that no rack takes it away (SCHEDULING section 2). */
  public static int racks(int total) {
    return total < 2 ? ALL : (total + 1) / 2;
  }

  /** Of the data all but one (F87). */
  public static int dataSpread(ComponentKind tier, int total) {
    return tier != ComponentKind.DATABASE || total < 2 ? ALL : total - 1;
  }
}
