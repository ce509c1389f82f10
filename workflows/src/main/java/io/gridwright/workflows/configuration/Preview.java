package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.Reason;
import io.gridwright.domain.operation.Suggestion;
import java.util.List;
import java.util.Map;

/**
 * Whether a document would find room.
 *
 * @param proved whether nothing better exists, or nothing at all
 * @param gap relative distance from the best that may exist
 * @param placement a score sheet per machine, by factor name
 * @param reasons per component why it fits nowhere; the nodes of each sum to the grid's
 */
public record Preview(
    boolean fits,
    boolean proved,
    double gap,
    List<Placed> placement,
    List<Reason> reasons,
    List<Suggestion> suggestions) {
  public Preview {
    placement = List.copyOf(placement);
    reasons = List.copyOf(reasons);
    suggestions = List.copyOf(suggestions);
  }

  /**
   * A machine that would find a node.
   *
   * @param rank of the node among the candidates, 1 the cheapest
   * @param margin what the next best one would cost more
   */
  public record Placed(
      String component,
      int ordinal,
      Map<String, Long> score,
      int rank,
      int candidates,
      long margin) {}
}
