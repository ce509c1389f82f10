package io.gridwright.scheduler.placement;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node as placement sees it.
 *
 * @param capacity all of it, over-commitment included
 * @param used allocated, reserved and foreign together; may exceed the capacity
 * @param labels set by operators, such as {@code rack}
 * @param images that it holds
 * @param present machines that stand there, of whatever configuration
 */
public record PlacementNode(
    NodeName name,
    NodeState state,
    Capacity capacity,
    Capacity used,
    Map<String, String> labels,
    Set<ImageId> images,
    List<PresentMachine> present) {

  public PlacementNode {
    labels = Map.copyOf(labels);
    images = Set.copyOf(images);
    present = List.copyOf(present);
  }

  /** What is left; negative where more is used than there is. */
  public Capacity free() {
    return capacity.minus(used);
  }
}
