package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.NodeName;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Machines of one configuration that need nodes, and a snapshot of the whole grid. Nodes and
 * components are put in order of their names, so that the order in which they were read cannot
 * change the answer.
 *
 * @param seed of the search, and of the order among equally good nodes (0: by name); the same
 *     problem and seed give the same answer
 */
public record PlacementProblem(
    ConfigurationId configuration,
    List<PlacementNode> nodes,
    List<PlacementComponent> components,
    int seed) {

  public PlacementProblem {
    nodes = nodes.stream().sorted(Comparator.comparing(PlacementNode::name)).toList();
    components =
        components.stream()
            .sorted(
                Comparator.comparing(PlacementComponent::name)
                    .thenComparing(c -> c.id().value())
                    .thenComparing(PlacementComponent::ordinal))
            .toList();
    requireDistinct(nodes, components);
  }

  /** The same grid and seed with other machines to place. */
  public PlacementProblem withComponents(List<PlacementComponent> others) {
    return new PlacementProblem(configuration, nodes, others, seed);
  }

  /** Machines of this configuration that stand on a node already. */
  public List<PresentMachine> ownOn(PlacementNode node) {
    return node.present().stream().filter(m -> m.configuration().equals(configuration)).toList();
  }

  private record MachineKey(String id, int ordinal) {}

  private static void requireDistinct(
      List<PlacementNode> nodes, List<PlacementComponent> components) {
    Set<NodeName> names = new HashSet<>();
    for (PlacementNode node : nodes) {
      if (!names.add(node.name())) {
        throw new IllegalArgumentException(
            "node " + node.name().value() + " is given twice; give each node once");
      }
    }
    Set<MachineKey> keys = new HashSet<>();
    for (PlacementComponent component : components) {
      if (!keys.add(new MachineKey(component.id().value(), component.ordinal()))) {
        throw new IllegalArgumentException(
            "machine " + component.label() + " is given twice; give each id and ordinal once");
      }
    }
  }
}
