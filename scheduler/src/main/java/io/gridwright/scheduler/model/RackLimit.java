package io.gridwright.scheduler.model;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.RackShares;

/** How many machines of a tier one failure domain may hold. */
@FunctionalInterface
public interface RackLimit {
  int NONE = RackShares.ALL;

  /**
   * @param total how many the tier will have in all
   * @return {@link #NONE} where there is no limit
   */
  int most(ComponentKind tier, int total);
}
