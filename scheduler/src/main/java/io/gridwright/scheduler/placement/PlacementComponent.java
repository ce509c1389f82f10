package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.EffectiveDemand;
import io.gridwright.domain.configuration.ExpectedBehaviour.Traffic;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One machine that needs a node.
 *
 * @param ordinal which machine of its component, from 0; id and ordinal together are unique
 * @param ordered the size as ordered, in which suggestions are made
 * @param demand what it takes from a node
 * @param pinnedTo the only node that it may stand on
 * @param standsOn where it runs now, if placing it elsewhere means moving it
 */
public record PlacementComponent(
    ComponentId id,
    String name,
    ComponentKind kind,
    int ordinal,
    Capacity ordered,
    Capacity demand,
    ImageId image,
    MachineNature nature,
    Optional<NodeName> pinnedTo,
    Optional<NodeName> standsOn) {

  /** A new and plain machine, free to go anywhere. */
  public PlacementComponent(
      ComponentId id,
      String name,
      ComponentKind kind,
      int ordinal,
      Capacity ordered,
      Capacity demand,
      ImageId image) {
    this(
        id,
        name,
        kind,
        ordinal,
        ordered,
        demand,
        image,
        MachineNature.PLAIN,
        Optional.empty(),
        Optional.empty());
  }

  /** Each machine of a component by its effective demand. */
  public static List<PlacementComponent> machinesOf(
      ComponentId id, Component component, Optional<NodeLicence> licence) {
    var expected = component.expected();
    var nature =
        new MachineNature(
            expected.traffic() == Traffic.HEAVY,
            MachineNature.accessLoad(
                expected.accessesPerHour(), expected.accessSeconds(), component.spreadOver()),
            licence);
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
                    component.image(),
                    nature,
                    Optional.empty(),
                    Optional.empty()))
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

  /** Whether it takes the place of a machine that stands. */
  public boolean replaces(PresentMachine standing) {
    return standing.component().equals(id) && standing.ordinal() == ordinal;
  }

  /** This machine with another demand and size. */
  public PlacementComponent sized(Capacity newOrdered, Capacity newDemand) {
    return new PlacementComponent(
        id, name, kind, ordinal, newOrdered, newDemand, image, nature, pinnedTo, standsOn);
  }

  /** This machine of another nature. */
  public PlacementComponent of(MachineNature other) {
    return new PlacementComponent(
        id, name, kind, ordinal, ordered, demand, image, other, pinnedTo, standsOn);
  }

  /** This machine, which may stand on that node only. */
  public PlacementComponent pinnedTo(NodeName only) {
    return new PlacementComponent(
        id, name, kind, ordinal, ordered, demand, image, nature, Optional.of(only), standsOn);
  }

  /** This machine, which runs on that node now. */
  public PlacementComponent standingOn(NodeName now) {
    return new PlacementComponent(
        id, name, kind, ordinal, ordered, demand, image, nature, pinnedTo, Optional.of(now));
  }
}
