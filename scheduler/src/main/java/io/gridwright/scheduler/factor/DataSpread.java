package io.gridwright.scheduler.factor;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.scheduler.model.RackLimit;

/** The data of a configuration is never all on one node or in one rack (F87). */
public final class DataSpread extends RackFactor {
  public DataSpread() {
    super("dataSpread");
  }

  @Override
  int most(ComponentKind tier, int total) {
    return tier != ComponentKind.DATABASE || total < 2 ? RackLimit.NONE : total - 1;
  }
}
