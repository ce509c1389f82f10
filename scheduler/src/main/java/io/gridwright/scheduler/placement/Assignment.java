package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.grid.NodeName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one machine goes, and why there.
 *
 * @param score by the factor's name its weighted cost in this plan; 0 is best
 * @param standing of the node among all that could take the machine alone
 */
public record Assignment(
    ComponentId component,
    String name,
    int ordinal,
    NodeName node,
    Map<String, Long> score,
    Standing standing) {
  public Assignment {
    score = Collections.unmodifiableMap(new TreeMap<>(score));
  }

  /** The whole cost of this machine. */
  public long cost() {
    return score.values().stream().mapToLong(Long::longValue).sum();
  }
}
