package io.gridwright.scheduler.rule;

import io.gridwright.domain.grid.Capacity;

/** RAM of a node, counted in MiB. */
public final class Memory extends CapacityRule {
  public Memory() {
    super("memory", "MiB", Capacity::memoryMib);
  }
}
