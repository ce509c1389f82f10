package io.gridwright.store.grid;

import io.gridwright.store.traffic.Ipv4Range;

/**
 * What the operator lets Gridwright number machines and networks with.
 *
 * @param lowestVmid 100.. ; nobody else may create guests in this range
 * @param lowestVlanTag 1..4094
 * @param privateRange cut into a /24 for each configuration
 * @param publicRange addresses for customers
 */
public record GridRanges(
    int lowestVmid,
    int highestVmid,
    int lowestVlanTag,
    int highestVlanTag,
    Ipv4Range privateRange,
    Ipv4Range publicRange) {
  public static final GridRanges DEFAULT =
      new GridRanges(
          10_000,
          99_999,
          100,
          4_000,
          Ipv4Range.parse("10.64.0.0/10"),
          Ipv4Range.parse("198.18.0.0/22"));

  public GridRanges {
    requireOrder("VMIDs", 100, lowestVmid, highestVmid, 999_999_999);
    requireOrder("VLAN tags", 1, lowestVlanTag, highestVlanTag, 4094);
    if (privateRange.prefix() > 24) {
      throw new IllegalArgumentException(
          "private range " + privateRange.cidr() + " holds no /24; give at least one");
    }
  }

  private static void requireOrder(String what, int least, int low, int high, int most) {
    if (low < least || low > high || high > most) {
      throw new IllegalArgumentException(
          "%s %d..%d must lie in %d..%d, lowest first".formatted(what, low, high, least, most));
    }
  }
}
