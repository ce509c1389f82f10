package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.scheduler.factor.Factor;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Refusal;
import io.gridwright.scheduler.placement.Suggestion;
import io.gridwright.scheduler.placement.Suggestion.SizeChange;
import io.gridwright.scheduler.search.PlanSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what would fit instead. Nothing is suggested that was not solved with the change in place.
 */
final class Advice {
  private final PlanSearch search;

  Advice(PlanSearch search) {
    this.search = search;
  }

  /**
   * @param leftOut by the largest plan that is possible, if it was found
   */
  List<Suggestion> suggestions(
      PlanSearch.Scanned scanned, List<Refusal> refusals, Set<ComponentId> leftOut) {
    PlacementProblem problem = scanned.view().problem();
    List<Suggestion> suggestions = new ArrayList<>();
    smaller(scanned).ifPresent(suggestions::add);
    without(problem, leftOut).ifPresent(suggestions::add);
    relaxed(problem, refusals).ifPresent(suggestions::add);
    return suggestions;
  }

  /** One size of each component that has no node at all, shrunk until it has. */
  private Optional<Suggestion> smaller(PlanSearch.Scanned scanned) {
    PlacementProblem changed = scanned.view().problem();
    List<SizeChange> sizes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (PlacementComponent component : scanned.view().problem().components()) {
      int shape = scanned.view().shapeOf(component).index();
      if (scanned.candidates(shape) > 0 || component.ordinal() > 0) {
        continue;
      }
      Optional<Shrinking> shrinking = shrinking(scanned.view().problem(), component);
      if (shrinking.isEmpty()) {
        return Optional.empty();
      }
      sizes.add(shrinking.get().change());
      texts.add(shrinking.get().text());
      changed = shrinking.get().in(changed);
    }
    if (sizes.isEmpty() || !fits(search.tryingOut(search.criteria().policy()), changed)) {
      return Optional.empty();
    }
    return Optional.of(
        new Suggestion("It fits with " + String.join(" and ", texts) + ".", sizes, List.of()));
  }

  private static boolean fits(PlanSearch search, PlacementProblem problem) {
    return search.scanWhole(problem).best().plan().isPresent();
  }

  /** Solved again: with fewer machines in a tier racks take fewer of it. */
  private Optional<Suggestion> without(PlacementProblem problem, Set<ComponentId> out) {
    List<String> names =
        problem.components().stream()
            .filter(c -> out.contains(c.id()) && c.ordinal() == 0)
            .map(PlacementComponent::name)
            .toList();
    List<PlacementComponent> rest =
        problem.components().stream().filter(c -> !out.contains(c.id())).toList();
    if (names.isEmpty()
        || rest.isEmpty()
        || !fits(search.tryingOut(search.criteria().policy()), problem.withComponents(rest))) {
      return Optional.empty();
    }
    String quoted = names.stream().map(n -> "\"" + n + "\"").collect(Collectors.joining(", "));
    return Optional.of(
        new Suggestion("Everything else fits without " + quoted + ".", List.of(), names));
  }

  /** The first rule of the policy without which everything fits, as it was ordered. */
  private Optional<Suggestion> relaxed(PlacementProblem problem, List<Refusal> refusals) {
    boolean together = refusals.stream().anyMatch(Refusal::together);
    for (Factor factor : search.criteria().factors()) {
      String name = factor.name();
      boolean named = refusals.stream().anyMatch(r -> r.names(name));
      if (search.criteria().policy().of(name).mode() == FactorMode.RULE
          && (named || together)
          && fitsAsAWish(name, problem)) {
        return Optional.of(
            new Suggestion(
                "It fits once the operator makes the rule \"%s\" a wish.".formatted(name),
                List.of(),
                List.of(),
                Optional.of(name)));
      }
    }
    return Optional.empty();
  }

  private boolean fitsAsAWish(String factor, PlacementProblem problem) {
    var relaxed = search.criteria().policy().with(factor, FactorMode.SCORE);
    return relaxed.faults().isEmpty() && fits(search.tryingOut(relaxed), problem);
  }

  /** A component with one resource cut to what some node has. */
  private record Shrinking(PlacementComponent component, GridResource size, long free) {
    SizeChange change() {
      return new SizeChange(component.name(), size.field(), atMost());
    }

    /** The free amount in terms of what is ordered; the factors of demand only ever raise. */
    long atMost() {
      return size.of(component.ordered()) * free / size.of(component.demand());
    }

    String text() {
      return "at most %d %s for \"%s\" instead of %d"
          .formatted(atMost(), size.text(), component.name(), size.of(component.ordered()));
    }

    PlacementProblem in(PlacementProblem problem) {
      return problem.withComponents(
          problem.components().stream()
              .map(c -> c.id().equals(component.id()) ? sized(c) : c)
              .toList());
    }

    private PlacementComponent sized(PlacementComponent machine) {
      Capacity ordered = size.in(machine.ordered(), atMost());
      return machine.sized(ordered, size.in(machine.demand(), free));
    }
  }

  private Optional<Shrinking> shrinking(PlacementProblem problem, PlacementComponent component) {
    int machines =
        (int) problem.components().stream().filter(c -> c.id().equals(component.id())).count();
    for (GridResource size : GridResource.values()) {
      if (size.of(component.demand()) > 0 && followsTheOrder(size, component)) {
        long[] free = freeWithout(problem, component, size);
        if (free.length >= machines) {
          Shrinking found = new Shrinking(component, size, free[free.length - machines]);
          if (found.free() > 0 && found.atMost() > 0) {
            return Optional.of(found);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Bandwidth beyond what heavy traffic makes of the order comes of packets: less of it is none.
   */
  private static boolean followsTheOrder(GridResource size, PlacementComponent component) {
    return size != GridResource.BANDWIDTH
        || 2 * size.of(component.demand()) <= 3 * size.of(component.ordered()) + 1;
  }

  /** What is free on the nodes that lack nothing but this resource, least first. */
  private long[] freeWithout(
      PlacementProblem problem, PlacementComponent component, GridResource size) {
    PlacementComponent probe = component.sized(component.ordered(), size.in(component.demand(), 0));
    PlanSearch.Scanned probed = search.scanWhole(problem.withComponents(List.of(probe)));
    long[] free = new long[probed.candidates(0)];
    for (int rank = 0; rank < free.length; rank++) {
      free[rank] = problem.grid().free(size, probed.candidate(0, rank));
    }
    Arrays.sort(free);
    return free;
  }
}
