package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.scheduler.factor.Factor;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Refusal;
import io.gridwright.scheduler.placement.Suggestion;
import io.gridwright.scheduler.placement.Suggestion.SizeChange;
import io.gridwright.scheduler.search.PlanSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what would fit instead. Nothing is suggested that was not solved with the change in place.
 * For one refusal: whoever waits for it is kept no longer for advice than {@link #PATIENCE}.
 */
final class Advice {
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private final PlanSearch search;
  private final long begun = System.nanoTime();

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
    fewer(problem, refusals).ifPresent(suggestions::add);
    shared(problem).ifPresent(suggestions::add);
    without(problem, leftOut).ifPresent(suggestions::add);
    relaxed(problem, refusals).ifPresent(suggestions::add);
    return suggestions;
  }

  /** Each component that has no node at all, cut until it has. */
  private Optional<Suggestion> smaller(PlanSearch.Scanned scanned) {
    PlacementProblem changed = scanned.view().problem();
    List<SizeChange> sizes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (PlacementComponent component : scanned.view().problem().components()) {
      int shape = scanned.view().shapeOf(component).index();
      if (scanned.candidates(shape) > 0 || component.ordinal() > 0) {
        continue;
      }
      Optional<Cuts> cuts = Cuts.of(search, scanned.view().problem(), component);
      if (cuts.isEmpty()) {
        return Optional.empty();
      }
      sizes.addAll(cuts.get().changes());
      texts.add(cuts.get().text());
      changed = cuts.get().in(changed);
    }
    return sizes.isEmpty() || !fits(changed)
        ? Optional.empty()
        : Optional.of(Suggestion.sizes("It fits with " + String.join(" and ", texts) + ".", sizes));
  }

  /** The most machines of one component, of several that were ordered, with which all fits. */
  private Optional<Suggestion> fewer(PlacementProblem problem, List<Refusal> refusals) {
    for (Refusal refusal : refusals) {
      ComponentId id = refusal.component();
      int ordered = (int) problem.components().stream().filter(c -> c.id().equals(id)).count();
      int most = 0;
      for (int least = 1, beyond = ordered; least < beyond; ) {
        int half = (least + beyond) / 2;
        if (fits(problem.withComponents(withFirst(problem, id, half)))) {
          most = half;
          least = half + 1;
        } else {
          beyond = half;
        }
      }
      if (most > 0) {
        String name = refusal.name();
        return Optional.of(
            Suggestion.sizes(
                "It fits with \"%s\" spread over %d machines instead of %d."
                    .formatted(name, most, ordered),
                List.of(new SizeChange(name, "spreadOver", most))));
      }
    }
    return Optional.empty();
  }

  private static List<PlacementComponent> withFirst(
      PlacementProblem problem, ComponentId id, int machines) {
    return problem.components().stream()
        .filter(c -> !c.id().equals(id) || c.ordinal() < machines)
        .toList();
  }

  /** Nodes reserved for the account where none is for the configuration, or for nobody. */
  private Optional<Suggestion> shared(PlacementProblem problem) {
    Dedication asked = problem.tenant().dedicated();
    for (Dedication less : List.of(Dedication.ACCOUNT, Dedication.NONE)) {
      if (less.ordinal() < asked.ordinal() && fits(problem.dedicatedTo(less))) {
        String text =
            less == Dedication.NONE
                ? "It fits on nodes that are not reserved, beside other machines."
                : "It fits on nodes that are reserved for the whole account.";
        return Optional.of(Suggestion.dedicated(text, less));
      }
    }
    return Optional.empty();
  }

  private boolean fits(PlacementProblem problem) {
    return fits(search.tryingOut(search.criteria().policy()), problem);
  }

  private boolean fits(PlanSearch search, PlacementProblem problem) {
    return System.nanoTime() - begun < PATIENCE.toNanos()
        && search.scanWhole(problem).best().plan().isPresent();
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
    if (names.isEmpty() || rest.isEmpty() || !fits(problem.withComponents(rest))) {
      return Optional.empty();
    }
    String quoted = names.stream().map(n -> "\"" + n + "\"").collect(Collectors.joining(", "));
    return Optional.of(
        Suggestion.without(
            "Everything else fits without "
                + quoted
                + " and what names %s in links and pools."
                    .formatted(names.size() == 1 ? "it" : "them"),
            names));
  }

  /** The first rule of the policy without which everything fits, as it was ordered. */
  private Optional<Suggestion> relaxed(PlacementProblem problem, List<Refusal> refusals) {
    boolean together = refusals.stream().anyMatch(Refusal::together);
    for (Factor factor : search.criteria().factors()) {
      String name = factor.name();
      boolean named = refusals.stream().anyMatch(r -> r.names(name));
      if (search.criteria().policy().isRule(name)
          && (named || together)
          && fitsAsAWish(name, problem)) {
        return Optional.of(
            Suggestion.relaxed(
                "It fits once the operator makes the rule \"%s\" a wish.".formatted(name), name));
      }
    }
    return Optional.empty();
  }

  private boolean fitsAsAWish(String factor, PlacementProblem problem) {
    var relaxed = search.criteria().policy().with(factor, FactorMode.SCORE);
    return relaxed.faults().isEmpty() && fits(search.tryingOut(relaxed), problem);
  }
}
