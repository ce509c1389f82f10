package io.gridwright.scheduler.factor;

import io.gridwright.domain.account.AccountId;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.List;
import java.util.Optional;

/**
 * Keeps risky configurations apart (F79). A risky one goes to isolation nodes only, and there only
 * beside its own account: nodes with the label {@code isolated}, and, where the policy allows,
 * ordinary ones that are empty or carry risky machines of the account already. Any other goes
 * neither to an isolation node nor beside a risky machine. Guests that nobody ordered here are
 * somebody else's.
 */
public final class Isolation extends KeptOrBroken {
  public Isolation() {
    super("isolation");
  }

  @Override
  Optional<PairTest> kept(View view, Shape shape) {
    GridState grid = view.grid();
    if (!view.problem().tenant().risky()) {
      if (!grid.keepsAnyNode()) {
        return Optional.empty();
      }
      return Optional.of(node -> grid.risky(node) == 0 && !grid.isIsolated(node));
    }
    AccountId own = view.problem().tenant().account();
    boolean emptyOnes = view.policy().emptyNodesIsolate();
    return Optional.of(
        node -> {
          List<PresentMachine> there = grid.present(node);
          boolean set =
              grid.isIsolated(node) || emptyOnes && (there.isEmpty() || grid.risky(node) > 0);
          return set
              && !grid.hasStrangers(node)
              && there.stream().allMatch(m -> m.tenancy().account().equals(own));
        });
  }

  @Override
  String why(View view, Shape shape, int node) {
    return view.problem().tenant().risky()
        ? "it is no isolation node of its own"
        : "it is kept for risky configurations";
  }

  @Override
  boolean kept(FinishedPlan plan, FinishedPlan.Pair pair) {
    PlacementNode node = pair.node();
    boolean riskyThere = node.present().stream().anyMatch(m -> m.tenancy().risky());
    if (!plan.problem().tenant().risky()) {
      return !riskyThere && !node.isolated();
    }
    boolean strangers =
        node.present().stream()
            .anyMatch(m -> !m.tenancy().account().equals(plan.problem().tenant().account()));
    boolean becomes = plan.policy().emptyNodesIsolate() && (node.present().isEmpty() || riskyThere);
    return !strangers && !node.strangers() && (node.isolated() || becomes);
  }
}
