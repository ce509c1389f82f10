package io.gridwright.scheduler.rule;

import io.gridwright.domain.grid.Capacity;

/** Local disk of a node, counted in GiB. */
public final class Disk extends CapacityRule {
  public Disk() {
    super("disk", "GiB", Capacity::diskGib);
  }
}
