package io.gridwright.store.testing;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.grid.Placed;
import java.util.ArrayList;
import java.util.List;

/** Nodes that a test makes, and placements on them. */
public record Grid(List<NodeName> nodes) {

  /** Fresh nodes of one size. */
  public static Grid of(Store store, int count, Capacity each) {
    List<NodeName> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NodeName name = new NodeName("pve-" + IdSource.ulids().next());
      store.nodes().upsert(name, each, NodeState.ONLINE);
      nodes.add(name);
    }
    return new Grid(nodes);
  }

  /** Fresh nodes as the emulator has them. */
  public static Grid of(Store store, int count) {
    return of(store, count, new Capacity(65_536, 32, 2_000, 10_000));
  }

  public NodeName node(int index) {
    return nodes.get(index);
  }

  /** Component after component, node after node. */
  public List<Placed> placing(ConfigurationDocument document) {
    List<Placed> placed = new ArrayList<>();
    for (Component component : document.components()) {
      for (int ordinal = 0; ordinal < component.spreadOver(); ordinal++) {
        placed.add(
            new Placed(
                component.id().orElseThrow(),
                component.name(),
                ordinal,
                PlacementRole.ORIGINAL,
                nodes.get(placed.size() % nodes.size()),
                new Capacity(
                    component.memoryMib(),
                    component.vcpus(),
                    component.diskGib(),
                    component.bandwidthMbps())));
      }
    }
    return placed;
  }
}
