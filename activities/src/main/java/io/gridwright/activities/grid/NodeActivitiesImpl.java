package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.workflows.grid.NodeActivities;
import io.gridwright.workflows.operation.NodeStep;
import java.util.Set;
import java.util.stream.Collectors;

/** See {@link NodeActivities}: the real state is asked before anything is allocated on it (F94). */
public final class NodeActivitiesImpl implements NodeActivities {
  private final StepEdge edge;
  private final Sites sites;
  private final NodeLedger nodes;
  private final MachineLedger machines;

  public NodeActivitiesImpl(StepEdge edge, Sites sites, NodeLedger nodes, MachineLedger machines) {
    this.edge = edge;
    this.sites = sites;
    this.nodes = nodes;
    this.machines = machines;
  }

  @Override
  public boolean verify(NodeStep step) {
    return edge.run(
        "verify the room on " + step.on().value(), step.on(), visit -> verify(visit, step.on()));
  }

  private boolean verify(Visit visit, NodeName node) {
    sites.requireWorkable("verify the room", node, sites.state(node));
    NodeUse use = new NodeUse(visit.client());
    Capacity foreign = use.foreign(node, () -> ours(node));
    nodes.setForeign(node, foreign);
    nodes.resize(node, use.capacity(node, nodes.find(node).orElseThrow().capacity()));
    NodeRow row = nodes.find(node).orElseThrow();
    // As measured here: another order's look, begun earlier, may have been written meanwhile.
    return row.reserved().plus(row.allocated()).plus(foreign).fitsIn(row.capacity());
  }

  private Set<Integer> ours(NodeName node) {
    return machines.expectedOn(node).stream()
        .map(MachineRow::vmid)
        .map(vmid -> vmid.value())
        .collect(Collectors.toSet());
  }
}
