package io.gridwright.activities.placement;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.store.grid.GridNode;
import io.gridwright.store.grid.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The grid as a plan leaves it, step by step: what was taken off a node or put on it counts for the
 * steps that follow.
 */
final class StandingGrid {
  /**
   * What a machine needs where it is moved: its disk comes with it, and no template is asked for.
   */
  private static final ImageId MOVED = new ImageId("moved");

  private final Map<NodeName, GridNode> nodes;
  private final Map<NodeName, Capacity> used = new TreeMap<>();
  private final Map<NodeName, List<Tenant>> present = new TreeMap<>();

  StandingGrid(Collection<GridNode> seen) {
    nodes =
        seen.stream().collect(toMap(n -> n.node().name(), identity(), (a, b) -> a, TreeMap::new));
    nodes.forEach(
        (name, node) -> {
          used.put(
              name,
              node.node().reserved().plus(node.node().allocated()).plus(node.node().foreign()));
          present.put(name, new ArrayList<>(node.tenants()));
        });
  }

  /** What stands on a node, or is on its way there. */
  List<Tenant> on(NodeName node) {
    return List.copyOf(present.getOrDefault(node, List.of()));
  }

  /** Everything that holds room anywhere. */
  List<Tenant> all() {
    return present.values().stream().flatMap(List::stream).toList();
  }

  /** Nodes that take new machines, by name. */
  List<NodeName> inUse() {
    return nodes.values().stream()
        .filter(node -> node.node().state().takesNew())
        .map(node -> node.node().name())
        .toList();
  }

  void take(Tenant machine, NodeName off) {
    used.computeIfPresent(off, (name, amount) -> amount.minus(machine.amount()));
    present.get(off).remove(machine);
  }

  void put(Tenant machine, NodeName on) {
    used.computeIfPresent(on, (name, amount) -> amount.plus(machine.amount()));
    present.get(on).add(machine);
  }

  /** The share of its scarcest resource that a node has in use, and would with that much more. */
  double share(NodeName node, Capacity more) {
    Capacity has = nodes.get(node).node().capacity();
    Capacity uses = used.get(node).plus(more);
    return Math.max(
        Math.max(part(uses.memoryMib(), has.memoryMib()), part(uses.vcpus(), has.vcpus())),
        Math.max(
            part(uses.diskGib(), has.diskGib()), part(uses.bandwidthMbps(), has.bandwidthMbps())));
  }

  private static double part(long of, long whole) {
    return whole == 0 ? 0 : (double) of / whole;
  }

  /**
   * Machines of one configuration that need nodes.
   *
   * @param without a node that is not to be taken
   */
  PlacementProblem problem(List<Tenant> machines, NodeName without) {
    return new PlacementProblem(
        machines.get(0).configurationId(),
        nodes.values().stream().map(node -> seen(node, without)).toList(),
        machines.stream()
            .map(
                machine ->
                    new PlacementComponent(
                        machine.componentId(),
                        machine.componentName(),
                        machine.kind(),
                        machine.ordinal(),
                        machine.amount(),
                        machine.amount(),
                        MOVED))
            .toList(),
        0);
  }

  private PlacementNode seen(GridNode node, NodeName without) {
    NodeName name = node.node().name();
    return new PlacementNode(
        name,
        name.equals(without) ? NodeState.MAINTENANCE : node.node().state(),
        node.node().capacity(),
        used.get(name),
        node.node().labels().entrySet().stream()
            .filter(label -> label.getValue() != null)
            .collect(toMap(Map.Entry::getKey, label -> String.valueOf(label.getValue()))),
        Set.of(MOVED),
        present.get(name).stream()
            .map(
                tenant ->
                    new PresentMachine(
                        tenant.configurationId(),
                        tenant.componentId(),
                        tenant.kind(),
                        tenant.ordinal()))
            .toList());
  }
}
