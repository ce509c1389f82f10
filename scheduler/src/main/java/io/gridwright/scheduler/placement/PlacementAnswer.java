package io.gridwright.scheduler.placement;

import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a problem. */
public sealed interface PlacementAnswer {

  /**
   * Every machine has a node; the plan passed the checker.
   *
   * @param provedOptimal whether no better plan exists, within the share that was searched
   * @param gap relative distance from the best that may exist, 0 where proved
   * @param cost of the whole plan, in thousandths of what scores show
   * @param wholeGrid whether the whole grid was searched, not only a planner's share
   */
  record Placed(
      List<Assignment> assignments, boolean provedOptimal, double gap, long cost, boolean wholeGrid)
      implements PlacementAnswer {
    /** The plan for no machine. */
    public static final Placed NOTHING = new Placed(List.of(), true, 0, 0, true);

    public Placed {
      assignments = List.copyOf(assignments);
    }
  }

  /**
   * No plan.
   *
   * @param refusals one for each component
   * @param proved whether none exists; otherwise the search ended before it knew
   */
  record Refused(List<Refusal> refusals, List<Suggestion> suggestions, boolean proved)
      implements PlacementAnswer {
    public Refused {
      refusals = List.copyOf(refusals);
      suggestions = List.copyOf(suggestions);
    }

    /** The reasons as the wire shows them, component by component. */
    public List<Reason> reasons() {
      return refusals.stream().flatMap(r -> r.reasons().stream()).toList();
    }

    /** The suggestions as the wire shows them. */
    public List<io.gridwright.domain.operation.Suggestion> advice() {
      return suggestions.stream().map(Suggestion::toWire).toList();
    }

    /** The problem {@code no-capacity} that the customer reads. */
    public Problem problem() {
      String names =
          refusals.stream().map(r -> "\"" + r.name() + "\"").collect(Collectors.joining(", "));
      String found = proved ? "No node can take " : "No node was found in time for ";
      String next =
          suggestions.isEmpty() ? "Order less, or try again later." : suggestions.get(0).text();
      return Problem.of("no-capacity", found + names + ". " + next)
          .withReasons(reasons(), advice());
    }
  }
}
