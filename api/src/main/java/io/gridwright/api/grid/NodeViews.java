package io.gridwright.api.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.store.grid.GridWorks;
import io.gridwright.store.grid.NodeLedger;
import java.util.List;
import java.util.Optional;

/** Nodes as operators see them. */
public final class NodeViews {
  private final NodeLedger nodes;
  private final GridWorks works;

  public NodeViews(NodeLedger nodes, GridWorks works) {
    this.nodes = nodes;
    this.works = works;
  }

  List<NodeForm> all() {
    var maintenances = works.lastMaintenances();
    return nodes.list().stream()
        .map(
            entry ->
                NodeForm.from(entry, Optional.ofNullable(maintenances.get(entry.node().name()))))
        .toList();
  }

  Optional<NodeForm> one(NodeName name) {
    return all().stream().filter(node -> node.name().equals(name.value())).findFirst();
  }
}
