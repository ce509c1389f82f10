package io.gridwright.scheduler;

import static java.util.stream.Collectors.joining;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Suggestion.SizeChange;
import io.gridwright.scheduler.search.PlanSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A component cut to what nodes have: in one resource where that is enough, else in all that it is
 * short of on the nodes that come nearest.
 *
 * @param free by resource that is cut, what the scarcest of its nodes has
 */
record Cuts(PlacementComponent component, Map<GridResource, Long> free) {

  /** The least cut that gives all machines of a component a node each, were it alone. */
  static Optional<Cuts> of(
      PlanSearch search, PlacementProblem problem, PlacementComponent component) {
    int machines =
        (int) problem.components().stream().filter(c -> c.id().equals(component.id())).count();
    List<GridResource> sizes =
        Arrays.stream(GridResource.values()).filter(r -> followsTheOrder(r, component)).toList();
    for (GridResource size : sizes) {
      Optional<Cuts> one = of(search, problem, component, machines, List.of(size));
      if (one.isPresent()) {
        return one;
      }
    }
    return of(search, problem, component, machines, sizes);
  }

  /**
   * Bandwidth beyond what heavy traffic makes of the order comes of packets: less of it is none.
   */
  private static boolean followsTheOrder(GridResource size, PlacementComponent component) {
    return size.of(component.demand()) > 0
        && (size != GridResource.BANDWIDTH
            || 2 * size.of(component.demand()) <= 3 * size.of(component.ordered()) + 1);
  }

  private static Optional<Cuts> of(
      PlanSearch search,
      PlacementProblem problem,
      PlacementComponent component,
      int machines,
      List<GridResource> sizes) {
    Capacity probed = component.demand();
    for (GridResource size : sizes) {
      probed = size.in(probed, 0);
    }
    PlanSearch.Scanned scanned =
        search.scanWhole(
            problem.withComponents(List.of(component.sized(component.ordered(), probed))));
    int[] nodes =
        IntStream.range(0, scanned.candidates(0))
            .map(rank -> scanned.candidate(0, rank))
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer n) -> -kept(problem, component, sizes, n))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(machines)
            .mapToInt(Integer::intValue)
            .toArray();
    if (nodes.length < machines) {
      return Optional.empty();
    }
    Map<GridResource, Long> free = new EnumMap<>(GridResource.class);
    for (GridResource size : sizes) {
      long least =
          Arrays.stream(nodes).mapToLong(n -> problem.grid().free(size, n)).min().orElseThrow();
      if (least < size.of(component.demand())) {
        free.put(size, least);
      }
    }
    Cuts cuts = new Cuts(component, free);
    boolean anythingLeft = free.keySet().stream().allMatch(size -> cuts.atMost(size) > 0);
    return free.isEmpty() || !anythingLeft ? Optional.empty() : Optional.of(cuts);
  }

  /** How much of the component a node could keep: the product of the resources' shares. */
  private static double kept(
      PlacementProblem problem, PlacementComponent component, List<GridResource> sizes, int node) {
    double kept = 1;
    for (GridResource size : sizes) {
      double share = problem.grid().free(size, node) / (double) size.of(component.demand());
      kept *= Math.max(0, Math.min(1, share));
    }
    return kept;
  }

  /** The free amount in terms of what is ordered; the factors of demand only ever raise. */
  private long atMost(GridResource size) {
    return size.of(component.ordered()) * free.get(size) / size.of(component.demand());
  }

  List<SizeChange> changes() {
    List<SizeChange> changes = new ArrayList<>();
    free.keySet()
        .forEach(size -> changes.add(new SizeChange(component.name(), size.field(), atMost(size))));
    return changes;
  }

  String text() {
    return free.keySet().stream()
        .map(
            size ->
                "at most %d %s for \"%s\" instead of %d"
                    .formatted(
                        atMost(size), size.text(), component.name(), size.of(component.ordered())))
        .collect(joining(" and "));
  }

  PlacementProblem in(PlacementProblem problem) {
    return problem.withComponents(
        problem.components().stream()
            .map(c -> c.id().equals(component.id()) ? cut(c) : c)
            .toList());
  }

  private PlacementComponent cut(PlacementComponent machine) {
    Capacity ordered = machine.ordered();
    Capacity demand = machine.demand();
    for (GridResource size : free.keySet()) {
      ordered = size.in(ordered, atMost(size));
      demand = size.in(demand, free.get(size));
    }
    return machine.sized(ordered, demand);
  }
}
