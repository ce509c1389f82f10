package io.gridwright.scheduler.model;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.MachineNature;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A problem as rules and factors look at it: its machines by shape, and what of its configuration
 * stands already.
 */
public final class View {
  private final PlacementProblem problem;
  private final PlacementPolicy policy;
  private final List<Shape> shapes = new ArrayList<>();
  private final BitSet ownNodes = new BitSet();
  private final Map<Integer, List<PresentMachine>> own = new HashMap<>();
  private final List<GridState.Standing> staying;
  private final Map<ComponentKind, Integer> tierTotals = new EnumMap<>(ComponentKind.class);
  private final Map<ComponentKind, Integer> tierNew = new EnumMap<>(ComponentKind.class);

  public View(PlacementProblem problem, PlacementPolicy policy) {
    this.problem = problem;
    this.policy = policy;
    this.staying =
        problem.grid().standing(problem.configuration()).stream()
            .filter(s -> problem.components().stream().noneMatch(c -> c.replaces(s.machine())))
            .toList();
    for (GridState.Standing s : staying) {
      ownNodes.set(s.node());
      own.computeIfAbsent(s.node(), n -> new ArrayList<>()).add(s.machine());
      tierTotals.merge(s.machine().kind(), 1, Integer::sum);
    }
    for (PlacementComponent component : problem.components()) {
      tierTotals.merge(component.tier(), 1, Integer::sum);
      tierNew.merge(component.tier(), 1, Integer::sum);
    }
    shape();
  }

  private record Key(
      ComponentKind kind,
      Capacity demand,
      ImageId image,
      MachineNature nature,
      Optional<NodeName> pinnedTo,
      Optional<NodeName> standsOn,
      Optional<ComponentId> ofSeveral) {}

  private void shape() {
    Map<ComponentId, Integer> machines = new HashMap<>();
    problem.components().forEach(c -> machines.merge(c.id(), 1, Integer::sum));
    staying.forEach(s -> machines.merge(s.machine().component(), 1, Integer::sum));
    Map<Key, List<PlacementComponent>> byKey = new LinkedHashMap<>();
    for (PlacementComponent c : problem.components()) {
      Optional<ComponentId> ofSeveral =
          machines.get(c.id()) > 1 ? Optional.of(c.id()) : Optional.empty();
      byKey
          .computeIfAbsent(
              new Key(
                  c.kind(),
                  c.demand(),
                  c.image(),
                  c.nature(),
                  c.pinnedTo(),
                  c.standsOn(),
                  ofSeveral),
              key -> new ArrayList<>())
          .add(c);
    }
    byKey.forEach(
        (key, members) ->
            shapes.add(new Shape(shapes.size(), members, key.ofSeveral().isPresent())));
  }

  public PlacementProblem problem() {
    return problem;
  }

  public PlacementPolicy policy() {
    return policy;
  }

  public GridState grid() {
    return problem.grid();
  }

  public List<Shape> shapes() {
    return shapes;
  }

  /** The shape of a machine of the problem. */
  public Shape shapeOf(PlacementComponent machine) {
    return shapes.stream()
        .filter(shape -> shape.members().contains(machine))
        .findFirst()
        .orElseThrow();
  }

  /** How many machines there are to place. */
  public int machines() {
    return problem.components().size();
  }

  /** Whether something of the configuration stands on a node and stays. */
  public boolean ownOn(int node) {
    return ownNodes.get(node);
  }

  /** What of the configuration stands on a node and stays. */
  public List<PresentMachine> own(int node) {
    return ownNodes.get(node) ? own.get(node) : List.of();
  }

  /** What of the configuration stands anywhere and stays. */
  public List<GridState.Standing> staying() {
    return staying;
  }

  /** How many of a tier there will be, standing and new. */
  public int tierTotal(ComponentKind tier) {
    return tierTotals.getOrDefault(tier, 0);
  }

  /** How many of a tier are new. */
  public int tierNew(ComponentKind tier) {
    return tierNew.getOrDefault(tier, 0);
  }

  /** How many of a tier stand in each rack and stay; sparse. */
  public Map<Integer, Integer> standingByRack(ComponentKind tier) {
    Map<Integer, Integer> byRack = new HashMap<>();
    for (GridState.Standing s : staying) {
      if (s.machine().kind() == tier) {
        byRack.merge(grid().rack(s.node()), 1, Integer::sum);
      }
    }
    return byRack;
  }
}
