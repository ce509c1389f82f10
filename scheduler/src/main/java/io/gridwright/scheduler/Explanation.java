package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.Refusal;
import io.gridwright.scheduler.placement.Refusal.Cause;
import io.gridwright.scheduler.rule.Rule;
import io.gridwright.scheduler.search.Entry;
import io.gridwright.scheduler.search.PlanSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says why nothing fits (SCHEDULING section 4): of each component that is to blame, the first rule
 * that excludes each node, so that the counts sum to the grid's nodes.
 */
final class Explanation {
  private static final Miss TOGETHER =
      new Miss("it would fit alone, but not together with the others", 0);
  private static final Miss ALL_OF_IT =
      new Miss("one machine of it would fit, but not as many as it is spread over", 0);

  private final PlanSearch search;

  Explanation(PlanSearch search) {
    this.search = search;
  }

  /**
   * Blames the components that have no node at all; where each has one, those that the largest
   * possible plan leaves out.
   */
  Refused refused(PlanSearch.Scanned scanned, boolean proved) {
    View view = scanned.view();
    Set<ComponentId> blamed = hopeless(scanned);
    Set<ComponentId> leftOut = blamed;
    if (blamed.isEmpty()) {
      leftOut = scanned.most().map(plan -> leftOut(view, plan)).orElseGet(Set::of);
      blamed = leftOut.isEmpty() ? everyone(view) : leftOut;
    }
    List<Refusal> refusals = new ArrayList<>();
    for (ComponentId id : blamed) {
      refusals.add(refusal(view, firstMachine(view, id)));
    }
    return new Refused(
        refusals, new Advice(search).suggestions(scanned, refusals, leftOut), proved);
  }

  private static Set<ComponentId> hopeless(PlanSearch.Scanned scanned) {
    Set<ComponentId> ids = new LinkedHashSet<>();
    for (PlacementComponent component : scanned.view().problem().components()) {
      int shape = scanned.view().shapeOf(component).index();
      if (scanned.candidates(shape) == 0) {
        ids.add(component.id());
      }
    }
    return ids;
  }

  private static Set<ComponentId> leftOut(View view, List<Entry> plan) {
    var placed = Plans.finished(view, plan).pairs().stream().map(p -> p.component()).toList();
    Set<ComponentId> ids = new LinkedHashSet<>();
    view.problem().components().stream()
        .filter(c -> !placed.contains(c))
        .forEach(c -> ids.add(c.id()));
    return ids;
  }

  private static Set<ComponentId> everyone(View view) {
    Set<ComponentId> ids = new LinkedHashSet<>();
    view.problem().components().forEach(c -> ids.add(c.id()));
    return ids;
  }

  private static PlacementComponent firstMachine(View view, ComponentId id) {
    return view.problem().components().stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Counts of one rule while the nodes are gone through. */
  private static final class Bar {
    private int nodes;
    private int alone;
    private Miss nearest;

    private void count(Miss miss, boolean byThisAlone) {
      nodes++;
      alone += byThisAlone ? 1 : 0;
      nearest = nearest == null || miss.shortBy() < nearest.shortBy() ? miss : nearest;
    }

    private Cause cause(String rule) {
      return new Cause(rule, nodes, alone, nearest.text());
    }
  }

  private record Tested(Rule rule, PairTest test) {}

  private Refusal refusal(View view, PlacementComponent component) {
    Shape shape = view.shapeOf(component);
    List<Tested> tests = new ArrayList<>();
    for (Rule rule : search.criteria().rules()) {
      rule.pairs(view, shape).ifPresent(test -> tests.add(new Tested(rule, test)));
    }
    boolean sole =
        view.problem().components().stream().allMatch(c -> c.id().equals(component.id()));
    Miss together = sole ? ALL_OF_IT : TOGETHER;
    Map<String, Bar> bars = new LinkedHashMap<>();
    for (int node = 0; node < view.grid().size(); node++) {
      Rule first = null;
      int failing = 0;
      for (Tested tested : tests) {
        if (!tested.test().admits(node)) {
          first = failing++ == 0 ? tested.rule() : first;
        }
      }
      String name = first == null ? Refusal.TOGETHER : first.name();
      Miss miss = first == null ? together : first.miss(view, shape, node);
      bars.computeIfAbsent(name, r -> new Bar()).count(miss, failing == 1);
    }
    return new Refusal(
        component.id(),
        component.name(),
        bars.entrySet().stream().map(e -> e.getValue().cause(e.getKey())).toList());
  }
}
