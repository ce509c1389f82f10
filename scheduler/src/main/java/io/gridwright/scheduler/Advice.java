package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.scheduler.model.Candidates;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Suggestion;
import io.gridwright.scheduler.placement.Suggestion.SizeChange;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what would fit instead. Nothing is suggested that was not solved with the change in place.
 */
final class Advice {
  private final List<Rule> rules;
  private final Stages stages;

  Advice(List<Rule> rules, Stages stages) {
    this.rules = rules;
    this.stages = stages;
  }

  /**
   * @param most the largest plan that is possible, if it was found
   */
  List<Suggestion> suggestions(Candidates all, Optional<FinishedPlan> most) {
    List<Suggestion> suggestions = new ArrayList<>();
    smaller(all).ifPresent(suggestions::add);
    most.flatMap(Advice::without).ifPresent(suggestions::add);
    return suggestions;
  }

  /** One size of each component that has no node at all, shrunk until it has. */
  private Optional<Suggestion> smaller(Candidates all) {
    PlacementProblem changed = all.problem();
    List<SizeChange> sizes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int c = 0; c < all.byComponent().size(); c++) {
      PlacementComponent component = all.problem().components().get(c);
      if (!all.byComponent().get(c).isEmpty() || component.ordinal() > 0) {
        continue;
      }
      Optional<Shrinking> shrinking = shrinking(all.problem(), component);
      if (shrinking.isEmpty()) {
        return Optional.empty();
      }
      sizes.add(shrinking.get().change());
      texts.add(shrinking.get().text());
      changed = shrinking.get().in(changed);
    }
    if (sizes.isEmpty() || stages.best(stages.candidates(changed)).plan().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Suggestion("It fits with " + String.join(" and ", texts) + ".", sizes, List.of()));
  }

  private static Optional<Suggestion> without(FinishedPlan most) {
    Set<ComponentId> out = Explanation.leftOut(most);
    List<String> names =
        most.problem().components().stream()
            .filter(c -> out.contains(c.id()) && c.ordinal() == 0)
            .map(PlacementComponent::name)
            .toList();
    boolean restStands = most.problem().components().stream().anyMatch(c -> !out.contains(c.id()));
    if (names.isEmpty() || !restStands) {
      return Optional.empty();
    }
    String quoted = names.stream().map(n -> "\"" + n + "\"").collect(Collectors.joining(", "));
    return Optional.of(
        new Suggestion("Everything else fits without " + quoted + ".", List.of(), names));
  }

  /** A component with one resource cut to what some node has. */
  private record Shrinking(PlacementComponent component, ShrinkableSize size, long free) {
    SizeChange change() {
      return new SizeChange(component.name(), size.field(), atMost());
    }

    /** The free amount in terms of what is ordered; the factors of demand only ever raise. */
    long atMost() {
      return size.of(component.ordered()) * free / size.of(component.demand());
    }

    String text() {
      return "at most %d %s for \"%s\" instead of %d"
          .formatted(atMost(), size.unit(), component.name(), size.of(component.ordered()));
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
    long machines =
        problem.components().stream().filter(c -> c.id().equals(component.id())).count();
    for (ShrinkableSize size : ShrinkableSize.values()) {
      PlacementComponent probe =
          component.sized(component.ordered(), size.in(component.demand(), 0));
      List<Long> free =
          problem.nodes().stream()
              .filter(n -> rules.stream().allMatch(r -> r.miss(problem, probe, n).isEmpty()))
              .map(n -> size.of(n.free()))
              .sorted(Comparator.reverseOrder())
              .toList();
      if (free.size() >= machines && size.of(component.demand()) > 0) {
        Shrinking found = new Shrinking(component, size, free.get((int) machines - 1));
        if (found.free() > 0 && found.atMost() > 0) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }
}
