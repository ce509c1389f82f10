package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Machines of one configuration that need nodes, and the whole grid. Nodes and components are put
 * in order of their names, so that the order in which they were read cannot change the answer.
 *
 * @param grid as it is; must not change while a problem is being solved
 * @param seed of the search, and of the order among equally good nodes (0: by name); the same
 *     problem and seed give the same answer
 * @param share of the grid that is looked at first
 */
public record PlacementProblem(
    Tenancy tenant, GridState grid, List<PlacementComponent> components, int seed, Share share) {
  public PlacementProblem {
    components =
        components.stream()
            .sorted(
                Comparator.comparing(PlacementComponent::name)
                    .thenComparing(c -> c.id().value())
                    .thenComparing(PlacementComponent::ordinal))
            .toList();
    requireDistinct(components);
  }

  public PlacementProblem(
      Tenancy tenant, GridState grid, List<PlacementComponent> components, int seed) {
    this(tenant, grid, components, seed, Share.WHOLE);
  }

  /** For an ordinary configuration, on a grid that is used once. */
  public PlacementProblem(
      ConfigurationId configuration,
      List<PlacementNode> nodes,
      List<PlacementComponent> components,
      int seed) {
    this(Tenancy.ordinary(configuration), GridState.of(nodes), components, seed);
  }

  public ConfigurationId configuration() {
    return tenant.configuration();
  }

  /** All nodes in order of their names, as they are now. */
  public List<PlacementNode> nodes() {
    return grid.nodes();
  }

  /** The same grid and seed with other machines to place. */
  public PlacementProblem withComponents(List<PlacementComponent> others) {
    return new PlacementProblem(tenant, grid, others, seed, share);
  }

  /** The same for a configuration that reserves its nodes otherwise. */
  public PlacementProblem dedicatedTo(Dedication other) {
    return new PlacementProblem(
        new Tenancy(tenant.configuration(), tenant.account(), tenant.risky(), other),
        grid,
        components,
        seed,
        share);
  }

  /** The same for a planner that looks at a share of the grid first. */
  public PlacementProblem within(Share other) {
    return new PlacementProblem(tenant, grid, components, seed, other);
  }

  private record MachineKey(String id, int ordinal) {}

  private static void requireDistinct(List<PlacementComponent> components) {
    Set<MachineKey> keys = new HashSet<>();
    for (PlacementComponent component : components) {
      if (!keys.add(new MachineKey(component.id().value(), component.ordinal()))) {
        throw new IllegalArgumentException(
            "machine " + component.label() + " is given twice; give each id and ordinal once");
      }
    }
  }
}
