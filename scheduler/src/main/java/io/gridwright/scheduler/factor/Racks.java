package io.gridwright.scheduler.factor;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.RackShares;

/**
 * At most half of a tier, rounded up, stands in one rack, so that no rack takes a tier away
 * (SCHEDULING section 2).
 */
public final class Racks extends RackFactor {
  public Racks() {
    super("racks");
  }

  @Override
  int most(ComponentKind tier, int total) {
    return RackShares.racks(total);
  }
}
