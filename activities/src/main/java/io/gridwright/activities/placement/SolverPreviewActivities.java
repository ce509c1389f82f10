package io.gridwright.activities.placement;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.workflows.configuration.Preview;
import io.gridwright.workflows.configuration.PreviewActivities;
import io.gridwright.workflows.configuration.PreviewRequest;
import java.util.List;

/** See {@link PreviewActivities}: the same solver on the same ledger; nothing is kept. */
public final class SolverPreviewActivities implements PreviewActivities {
  private static final ConfigurationId NONE = new ConfigurationId("preview");

  private final Scheduler scheduler;
  private final GridSnapshot grid;

  public SolverPreviewActivities(Scheduler scheduler, GridSnapshot grid) {
    this.scheduler = scheduler;
    this.grid = grid;
  }

  @Override
  public Preview preview(PreviewRequest request) {
    PlacementAnswer answer = scheduler.solve(grid.problem(NONE, request.document(), 0));
    return answer instanceof Placed placed ? fitting(placed) : refused((Refused) answer);
  }

  private static Preview fitting(Placed placed) {
    return new Preview(
        true,
        placed.provedOptimal(),
        placed.assignments().stream().map(a -> new Preview.Placed(a.name(), a.score())).toList(),
        List.of(),
        List.of());
  }

  private static Preview refused(Refused refused) {
    return new Preview(false, refused.proved(), List.of(), refused.reasons(), refused.advice());
  }
}
