package io.gridwright.activities.placement;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.Assignment;
import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.search.Criteria;
import io.gridwright.scheduler.search.SearchLimits;
import io.gridwright.store.grid.PolicyLedger;
import io.gridwright.workflows.configuration.Preview;
import io.gridwright.workflows.configuration.PreviewActivities;
import io.gridwright.workflows.configuration.PreviewRequest;
import java.util.List;

/** See {@link PreviewActivities}: the same solver on the same ledger; nothing is kept. */
public final class SolverPreviewActivities implements PreviewActivities {
  private static final ConfigurationId NONE = new ConfigurationId("preview");

  private final GridSnapshot grid;
  private final PolicyLedger policies;

  public SolverPreviewActivities(GridSnapshot grid, PolicyLedger policies) {
    this.grid = grid;
    this.policies = policies;
  }

  @Override
  public Preview preview(PreviewRequest request) {
    PlacementAnswer answer =
        new Scheduler(Criteria.of(policies.current()), SearchLimits.PREVIEW)
            .solve(
                grid.problem(
                    request.account(), request.standing().orElse(NONE), request.document(), 0));
    return answer instanceof Placed placed ? fitting(placed) : refused((Refused) answer);
  }

  private static Preview fitting(Placed placed) {
    return new Preview(
        true,
        placed.provedOptimal(),
        placed.gap(),
        placed.assignments().stream().map(SolverPreviewActivities::machine).toList(),
        List.of(),
        List.of());
  }

  private static Preview.Placed machine(Assignment a) {
    return new Preview.Placed(
        a.name(),
        a.ordinal(),
        a.score(),
        a.standing().rank(),
        a.standing().candidates(),
        a.standing().margin());
  }

  private static Preview refused(Refused refused) {
    return new Preview(false, refused.proved(), 1, List.of(), refused.reasons(), refused.advice());
  }
}
