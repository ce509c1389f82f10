package io.gridwright.scheduler.factor;

import io.gridwright.domain.account.AccountId;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Dedications;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.Tenancy;
import java.util.Optional;

/**
 * Reserves nodes (F90): a dedicated configuration shares its nodes with its account only, or with
 * nothing else at all; nobody else comes to nodes that such a one holds, or that carry another
 * account's label {@code dedicatedTo}.
 */
public final class Dedicated extends KeptOrBroken {
  public Dedicated() {
    super("dedicated");
  }

  @Override
  Optional<PairTest> kept(View view, Shape shape) {
    GridState grid = view.grid();
    Tenancy tenant = view.problem().tenant();
    boolean reserves = Dedications.reserves(tenant);
    if (!reserves && !grid.keepsAnyNode()) {
      return Optional.empty();
    }
    return Optional.of(
        node -> {
          AccountId label = grid.dedicatedTo(node);
          if (label != null && !label.equals(tenant.account())) {
            return false;
          }
          if (reserves && grid.hasStrangers(node)) {
            return false;
          }
          return !reserves && grid.dedicated(node) == 0
              || grid.present(node).stream()
                  .allMatch(m -> Dedications.mayShare(m.tenancy(), tenant));
        });
  }

  @Override
  String why(View view, Shape shape, int node) {
    return Dedications.reserves(view.problem().tenant())
        ? "somebody else stands there"
        : "it is reserved for somebody else";
  }

  @Override
  boolean kept(FinishedPlan plan, FinishedPlan.Pair pair) {
    Tenancy tenant = plan.problem().tenant();
    return pair.node().dedicatedTo().stream().allMatch(tenant.account()::equals)
        && !(Dedications.reserves(tenant) && pair.node().strangers())
        && pair.node().present().stream().allMatch(m -> Dedications.mayShare(m.tenancy(), tenant));
  }
}
