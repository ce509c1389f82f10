package io.gridwright.scheduler;

import io.gridwright.scheduler.factor.CoLocation;
import io.gridwright.scheduler.factor.Factor;
import io.gridwright.scheduler.factor.Utilisation;
import io.gridwright.scheduler.rule.Bandwidth;
import io.gridwright.scheduler.rule.Disk;
import io.gridwright.scheduler.rule.DistinctNodesInTier;
import io.gridwright.scheduler.rule.ImageIsPresent;
import io.gridwright.scheduler.rule.Memory;
import io.gridwright.scheduler.rule.NodeIsOnline;
import io.gridwright.scheduler.rule.Rule;
import io.gridwright.scheduler.rule.Vcpus;
import java.util.List;

/** The registry: what is hard, in the order in which a refusal names it, and what is soft. */
public final class StandardPolicy {
  private StandardPolicy() {}

  public static List<Rule> rules() {
    return List.of(
        new NodeIsOnline(),
        new ImageIsPresent(),
        new Memory(),
        new Vcpus(),
        new Disk(),
        new Bandwidth(),
        new DistinctNodesInTier());
  }

  public static List<Factor> factors() {
    return List.of(new CoLocation(), new Utilisation());
  }
}
