package io.gridwright.api.grid;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.workflows.grid.GridCapacity;
import java.util.List;

/**
 * The grid's headroom, and the standing answer to "if this node died now".
 *
 * @param total of the nodes that take new machines
 * @param survives whether any one node could be lost and all of its machines find another place
 */
public record HeadroomForm(
    List<NodeHeadroomForm> nodes,
    NodeForm.CapacityForm total,
    NodeForm.CapacityForm free,
    boolean survives) {

  /** A node's headroom. */
  public record NodeHeadroomForm(
      String name, NodeState state, NodeForm.CapacityForm free, LossForm ifLost) {
    static NodeHeadroomForm from(GridCapacity.OfNode node) {
      return new NodeHeadroomForm(
          node.name().value(),
          node.state(),
          NodeForm.CapacityForm.from(node.free()),
          new LossForm(
              node.wouldNotFit().isEmpty(),
              node.wouldNotFit().stream().map(RemainingForm::from).toList()));
    }
  }

  /** What the loss of a node would mean now. */
  public record LossForm(boolean fits, List<RemainingForm> wouldNotFit) {}

  static HeadroomForm from(GridCapacity capacity) {
    List<GridCapacity.OfNode> inUse =
        capacity.nodes().stream().filter(node -> node.state().takesNew()).toList();
    return new HeadroomForm(
        capacity.nodes().stream().map(NodeHeadroomForm::from).toList(),
        NodeForm.CapacityForm.from(
            inUse.stream()
                .map(GridCapacity.OfNode::capacity)
                .reduce(Capacity.NONE, Capacity::plus)),
        NodeForm.CapacityForm.from(
            inUse.stream().map(GridCapacity.OfNode::free).reduce(Capacity.NONE, Capacity::plus)),
        inUse.stream().allMatch(node -> node.wouldNotFit().isEmpty()));
  }
}
