package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Grids and configurations for tests. */
final class Grids {
  static final ConfigurationId SHOP = new ConfigurationId("shop");
  static final ImageId DEBIAN = new ImageId("debian");
  static final Capacity EMULATED = new Capacity(65_536, 32, 2000, 10_000);

  private Grids() {}

  static PlacementNode node(String name, Capacity capacity, Capacity used) {
    return new PlacementNode(
        new NodeName(name), NodeState.ONLINE, capacity, used, Map.of(), Set.of(DEBIAN), List.of());
  }

  static PlacementNode inState(PlacementNode node, NodeState state) {
    return new PlacementNode(
        node.name(),
        state,
        node.capacity(),
        node.used(),
        node.labels(),
        node.images(),
        node.present());
  }

  static PlacementNode withoutImages(PlacementNode node) {
    return new PlacementNode(
        node.name(),
        node.state(),
        node.capacity(),
        node.used(),
        node.labels(),
        Set.of(),
        node.present());
  }

  static PlacementNode carrying(PlacementNode node, PresentMachine... present) {
    return new PlacementNode(
        node.name(),
        node.state(),
        node.capacity(),
        node.used(),
        node.labels(),
        node.images(),
        List.of(present));
  }

  static List<PlacementNode> emulated(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> node("pve%02d".formatted(i), EMULATED, Capacity.NONE))
        .toList();
  }

  static PlacementComponent machine(String name, ComponentKind kind, Capacity demand) {
    return new PlacementComponent(
        new ComponentId("id-" + name), name, kind, 0, demand, demand, DEBIAN);
  }

  static PlacementProblem problem(List<PlacementNode> nodes, PlacementComponent... components) {
    return new PlacementProblem(SHOP, nodes, List.of(components), 7);
  }

  /** The sample of DESIGN section 7. */
  static PlacementComponent[] sample() {
    return new PlacementComponent[] {
      machine("lb", ComponentKind.LOAD_BALANCER, new Capacity(512, 1, 8, 0)),
      machine("web-1", ComponentKind.WEB, new Capacity(1024, 2, 20, 150)),
      machine("web-2", ComponentKind.WEB, new Capacity(1024, 1, 20, 0)),
      machine("db", ComponentKind.DATABASE, new Capacity(2048, 2, 40, 0))
    };
  }
}
