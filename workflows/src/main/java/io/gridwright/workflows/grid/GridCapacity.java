package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.Remaining;
import java.util.List;

/** The grid's headroom, node by node. */
public record GridCapacity(List<OfNode> nodes) {
  public GridCapacity {
    nodes = List.copyOf(nodes);
  }

  /**
   * A node's.
   *
   * @param wouldNotFit what stands there and would find no other place if the node were lost now
   */
  public record OfNode(
      NodeName name,
      NodeState state,
      Capacity capacity,
      Capacity free,
      List<Remaining> wouldNotFit) {
    public OfNode {
      wouldNotFit = List.copyOf(wouldNotFit);
    }
  }
}
