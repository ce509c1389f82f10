package io.gridwright.scheduler.rebalance;

import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.Optional;

/** A machine that stands on a node and may be moved. */
public record Resident(PresentMachine machine, NodeName node) {
  private static final ImageId ITS_OWN_DISK = new ImageId("its-own-disk");

  /** As something to place: its disk comes along, so that no image is asked for. */
  PlacementComponent moving() {
    return new PlacementComponent(
        machine.component(),
        machine.component().value(),
        machine.kind(),
        machine.ordinal(),
        machine.demand(),
        machine.demand(),
        ITS_OWN_DISK,
        machine.nature(),
        Optional.empty(),
        Optional.of(node));
  }
}
