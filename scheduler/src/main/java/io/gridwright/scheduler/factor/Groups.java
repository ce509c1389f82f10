package io.gridwright.scheduler.factor;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.PlacementNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Divides the grid by kinds (F91): a kind that the policy names for a group goes to nodes with that
 * label {@code group} only, and these take no other kind. Labels that no group of the policy bears
 * mean nothing.
 */
public final class Groups extends KeptOrBroken {
  public Groups() {
    super("groups");
  }

  @Override
  Optional<PairTest> kept(View view, Shape shape) {
    Map<String, Set<ComponentKind>> groups = view.policy().groups();
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    String wanted = groupOf(view.policy(), shape.sample().kind());
    return Optional.of(
        node -> {
          String label = view.grid().group(node);
          String there = label != null && groups.containsKey(label) ? label : null;
          return wanted == null ? there == null : wanted.equals(there);
        });
  }

  private static String groupOf(PlacementPolicy policy, ComponentKind kind) {
    return policy.groups().entrySet().stream()
        .filter(group -> group.getValue().contains(kind))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Override
  String why(View view, Shape shape, int node) {
    String wanted = groupOf(view.policy(), shape.sample().kind());
    return wanted == null
        ? "its group takes other kinds only"
        : "it is not of the group \"%s\"".formatted(wanted);
  }

  @Override
  boolean kept(FinishedPlan plan, FinishedPlan.Pair pair) {
    return plan.policy()
        .groupTakes(
            Optional.ofNullable(pair.node().labels().get(PlacementNode.GROUP)),
            pair.component().kind());
  }
}
