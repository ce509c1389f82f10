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
    Capacity foreign = new NodeUse(visit.client()).foreign(node, () -> ours(node));
    nodes.setForeign(node, foreign);
    NodeRow row = nodes.find(node).orElseThrow();
    return row.reserved()
        .plus(row.allocated())
        .plus(row.foreign())
        .fitsIn(smaller(row.capacity(), visit, node));
  }

  private Set<Integer> ours(NodeName node) {
    return machines.onNode(node).stream()
        .map(MachineRow::vmid)
        .map(vmid -> vmid.value())
        .collect(Collectors.toSet());
  }

  /** Memory that was taken out since the node was registered counts no more. */
  private static Capacity smaller(Capacity registered, Visit visit, NodeName node) {
    Capacity real = new NodeUse(visit.client()).capacity(node, registered);
    return new Capacity(
        Math.min(registered.memoryMib(), real.memoryMib()),
        Math.min(registered.vcpus(), real.vcpus()),
        Math.min(registered.diskGib(), real.diskGib()),
        registered.bandwidthMbps());
  }
}
