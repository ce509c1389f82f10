package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;

/**
 * A machine that stands on a node already and stays there. Leave out what is lost or about to go.
 *
 * @param ordinal which machine of its component
 * @param demand what it takes of its node; part of the node's used amounts
 */
public record PresentMachine(
    Tenancy tenancy,
    ComponentId component,
    ComponentKind kind,
    int ordinal,
    MachineNature nature,
    Capacity demand) {

  /** A plain machine of an ordinary configuration, whose size does not matter. */
  public PresentMachine(
      ConfigurationId configuration, ComponentId component, ComponentKind kind, int ordinal) {
    this(
        Tenancy.ordinary(configuration),
        component,
        kind,
        ordinal,
        MachineNature.PLAIN,
        Capacity.NONE);
  }

  /** A machine that was placed. */
  public static PresentMachine of(Tenancy tenancy, PlacementComponent placed) {
    return new PresentMachine(
        tenancy, placed.id(), placed.kind(), placed.ordinal(), placed.nature(), placed.demand());
  }

  public ConfigurationId configuration() {
    return tenancy.configuration();
  }
}
