package io.gridwright.scheduler.rule;

import io.gridwright.domain.grid.Capacity;

/** CPU of a node, counted in vCPUs. */
public final class Vcpus extends CapacityRule {
  public Vcpus() {
    super("vcpus", "vCPUs", Capacity::vcpus);
  }
}
