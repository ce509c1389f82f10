package io.gridwright.scheduler.placement;

import io.gridwright.domain.grid.NodeName;
import java.util.List;

/** A rule that a plan breaks: where, by whom. */
public record Breach(String rule, NodeName node, List<String> components, String text) {
  public Breach {
    components = List.copyOf(components);
  }

  /** Of one machine on its node. */
  public static Breach of(String rule, FinishedPlan.Pair pair, String text) {
    return new Breach(rule, pair.node().name(), List.of(pair.component().label()), text);
  }
}
