package io.gridwright.api.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.store.grid.GridWorks;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeLosses;
import java.util.List;
import java.util.Optional;

/** Nodes as operators see them. */
public final class NodeViews {
  private final NodeLedger nodes;
  private final GridWorks works;
  private final NodeLosses losses;

  public NodeViews(NodeLedger nodes, GridWorks works, NodeLosses losses) {
    this.nodes = nodes;
    this.works = works;
    this.losses = losses;
  }

  List<NodeForm> all() {
    var maintenances = works.lastMaintenances();
    var recoveries = losses.running();
    return nodes.list().stream()
        .map(
            entry ->
                NodeForm.from(
                    entry,
                    Optional.ofNullable(maintenances.get(entry.node().name())),
                    Optional.ofNullable(recoveries.get(entry.node().name()))))
        .toList();
  }

  Optional<NodeForm> one(NodeName name) {
    return all().stream().filter(node -> node.name().equals(name.value())).findFirst();
  }
}
