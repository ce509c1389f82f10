package io.gridwright.scheduler.model;

import io.gridwright.domain.configuration.ComponentKind;

/** How many machines of a tier one failure domain may hold. */
@FunctionalInterface
public interface RackLimit {
  int NONE = Integer.MAX_VALUE;

  /**
   * @param total how many the tier will have in all
   * @return {@link #NONE} where there is no limit
   */
  int most(ComponentKind tier, int total);
}
