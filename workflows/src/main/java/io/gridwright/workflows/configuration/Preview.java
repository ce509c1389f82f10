package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.Reason;
import java.util.List;
import java.util.Map;

/**
 * Whether a document would find room.
 *
 * @param placement a score sheet per machine, by factor name
 * @param reasons per component why it fits nowhere; the nodes of each sum to the grid's
 */
public record Preview(
    boolean fits,
    boolean proved,
    List<Placed> placement,
    List<Reason> reasons,
    List<String> suggestions) {
  public Preview {
    placement = List.copyOf(placement);
    reasons = List.copyOf(reasons);
    suggestions = List.copyOf(suggestions);
  }

  /** A component and the factors of its score. */
  public record Placed(String component, Map<String, Long> score) {}
}
