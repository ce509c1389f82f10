package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.EffectiveDemand;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One machine that needs a node.
 *
 * @param ordinal which machine of its component, from 0; id and ordinal together are unique
 * @param ordered the size as ordered, in which suggestions are made
 * @param demand what it takes from a node
 */
public record PlacementComponent(
    ComponentId id,
    String name,
    ComponentKind kind,
    int ordinal,
    Capacity ordered,
    Capacity demand,
    ImageId image) {

  /** Each machine of a component by its effective demand. */
  public static List<PlacementComponent> machinesOf(ComponentId id, Component component) {
    return IntStream.range(0, component.spreadOver())
        .mapToObj(
            ordinal ->
                new PlacementComponent(
                    id,
                    component.name(),
                    component.kind(),
                    ordinal,
                    EffectiveDemand.ordered(component),
                    EffectiveDemand.perMachine(component),
                    component.image()))
        .toList();
  }

  /** The tier whose members stand on distinct nodes. */
  public ComponentKind tier() {
    return kind;
  }

  /** The name, with the ordinal where it is not the first machine. */
  public String label() {
    return ordinal == 0 ? name : name + "#" + ordinal;
  }

  /** This machine with another demand and size. */
  public PlacementComponent sized(Capacity newOrdered, Capacity newDemand) {
    return new PlacementComponent(id, name, kind, ordinal, newOrdered, newDemand, image);
  }
}
