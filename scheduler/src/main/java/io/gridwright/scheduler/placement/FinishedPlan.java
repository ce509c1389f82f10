package io.gridwright.scheduler.placement;

import io.gridwright.domain.placement.PlacementPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A node for every machine, however it was found: what rules judge and factors score. */
public record FinishedPlan(PlacementProblem problem, PlacementPolicy policy, List<Pair> pairs) {

  /** One machine on one node. */
  public record Pair(PlacementComponent component, PlacementNode node) {}

  public FinishedPlan {
    pairs = List.copyOf(pairs);
  }

  /** The new machines of each node that gets any, in order of the nodes' names. */
  public Map<PlacementNode, List<PlacementComponent>> byNode() {
    return pairs.stream()
        .collect(
            Collectors.groupingBy(
                Pair::node,
                () -> new TreeMap<>((a, b) -> a.name().compareTo(b.name())),
                Collectors.mapping(Pair::component, Collectors.toList())));
  }

  /** Machines of the configuration that stay where they stand: none that a new one replaces. */
  public List<GridState.Standing> staying() {
    return problem.grid().standing(problem.configuration()).stream()
        .filter(s -> pairs.stream().noneMatch(p -> p.component().replaces(s.machine())))
        .toList();
  }

  /** The machines of the configuration that stay on a node. */
  public List<PresentMachine> stayingOn(PlacementNode node) {
    return node.present().stream()
        .filter(m -> m.configuration().equals(problem.configuration()))
        .filter(m -> pairs.stream().noneMatch(p -> p.component().replaces(m)))
        .toList();
  }
}
