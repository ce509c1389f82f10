package io.gridwright.scheduler.factor;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.RackShares;

/** The data of a configuration is never all on one node or in one rack (F87). */
public final class DataSpread extends RackFactor {
  public DataSpread() {
    super("dataSpread");
  }

  @Override
  int most(ComponentKind tier, int total) {
    return RackShares.dataSpread(tier, total);
  }
}
