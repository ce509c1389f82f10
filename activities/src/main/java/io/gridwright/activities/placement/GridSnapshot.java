package io.gridwright.activities.placement;

import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.store.grid.GridNode;
import io.gridwright.store.grid.NodeLedger;
import java.util.List;
import java.util.Map;

/** The ledger's grid as a placement problem. */
public final class GridSnapshot {
  private final NodeLedger nodes;

  public GridSnapshot(NodeLedger nodes) {
    this.nodes = nodes;
  }

  /**
   * All machines of a document on the grid as it is now.
   *
   * @param seed of the search; where several nodes are equally good it decides, so that
   *     simultaneous orders with seeds of their own do not all run for the same
   * @throws GridUnseenException before the watch has seen the grid for the first time
   */
  PlacementProblem problem(
      ConfigurationId configuration, ConfigurationDocument document, int seed) {
    var seen = nodes.list().stream().map(GridSnapshot::node).toList();
    if (seen.isEmpty()) {
      throw new GridUnseenException();
    }
    return new PlacementProblem(configuration, seen, machines(document), seed);
  }

  private static List<PlacementComponent> machines(ConfigurationDocument document) {
    return document.components().stream()
        .flatMap(
            component ->
                PlacementComponent.machinesOf(
                    component.id().orElseGet(() -> new ComponentId(component.name())), component)
                    .stream())
        .toList();
  }

  private static PlacementNode node(GridNode from) {
    var row = from.node();
    return new PlacementNode(
        row.name(),
        row.state(),
        row.capacity(),
        row.reserved().plus(row.allocated()).plus(row.foreign()),
        words(row.labels()),
        from.images(),
        from.tenants().stream()
            .map(
                tenant ->
                    new PresentMachine(
                        tenant.configurationId(), tenant.componentId(), tenant.kind(), 0))
            .toList());
  }

  private static Map<String, String> words(Map<String, Object> labels) {
    return labels.entrySet().stream()
        .filter(label -> label.getValue() != null)
        .collect(toMap(Map.Entry::getKey, label -> String.valueOf(label.getValue())));
  }
}
