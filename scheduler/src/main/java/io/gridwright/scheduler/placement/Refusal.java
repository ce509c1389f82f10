package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.operation.Reason;
import java.util.List;

/**
 * Why one component fits nowhere: for each node the first rule that excludes it, or {@code
 * together} where the node could take this component but not all of them fit at once. The counts
 * sum to the number of nodes.
 */
public record Refusal(ComponentId component, String name, List<Cause> causes) {
  /** Name of the cause where each component has a node, but all have not. */
  public static final String TOGETHER = "together";

  /**
   * One bar of the histogram.
   *
   * @param nodes that this rule excludes first
   * @param nodesByThisAlone that only this rule excludes
   * @param nearest the nearest miss in words
   */
  public record Cause(String rule, int nodes, int nodesByThisAlone, String nearest) {}

  public Refusal {
    causes = List.copyOf(causes);
  }

  /** Whether some node could take the component alone. */
  public boolean together() {
    return names(TOGETHER);
  }

  /** Whether a rule excludes any node. */
  public boolean names(String rule) {
    return causes.stream().anyMatch(c -> c.rule().equals(rule));
  }

  /** The causes as the wire shows them. */
  public List<Reason> reasons() {
    return causes.stream().map(c -> new Reason(name, c.rule(), c.nodes(), c.nearest())).toList();
  }
}
