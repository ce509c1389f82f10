package io.gridwright.scheduler.placement;

import io.gridwright.domain.operation.Reason;
import java.util.List;

/** What became of a problem. */
public sealed interface PlacementAnswer {

  /**
   * Every machine has a node; the plan passed the checker.
   *
   * @param provedOptimal whether no better plan exists
   * @param gap relative distance from the best that may exist, 0 where proved
   */
  record Placed(List<Assignment> assignments, boolean provedOptimal, double gap)
      implements PlacementAnswer {
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

    /** The suggestions as sentences. */
    public List<String> advice() {
      return suggestions.stream().map(Suggestion::text).toList();
    }
  }
}
