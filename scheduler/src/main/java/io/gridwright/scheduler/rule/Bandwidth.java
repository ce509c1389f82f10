package io.gridwright.scheduler.rule;

import io.gridwright.domain.grid.Capacity;

/** Network of a node, counted in Mbit/s. */
public final class Bandwidth extends CapacityRule {
  public Bandwidth() {
    super("bandwidth", "Mbit/s", Capacity::bandwidthMbps);
  }
}
