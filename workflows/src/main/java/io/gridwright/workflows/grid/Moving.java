package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.grid.GridWorkActivities.MoveEnd;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Moves submitted as operations of their configurations, and followed to their end. */
final class Moving {
  /** An operation belongs to its configuration's queue, which tells nobody else of its end. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_GLANCE = Duration.ofSeconds(15);

  private final GridWorkActivities works =
      Workflow.newActivityStub(GridWorkActivities.class, ActivityProfiles.LEDGER.options());

  /** Moves machines of one configuration; returns when that has ended, one way or the other. */
  MoveEnd move(GridWorkId work, String step, MoveReason reason, List<Move> moves) {
    // Another run, whose history was lost, may have submitted it: then nothing is left to do of it.
    var once = Workflow.getInfo().getRunId() + "/" + step;
    var submitted = works.submitMove(work, once, reason, moves);
    return submitted
        .operation()
        .map(Moving::awaitEnd)
        .orElseGet(() -> new MoveEnd(false, submitted.refusal().orElse("It was refused.")));
  }

  private static MoveEnd awaitEnd(OperationId operation) {
    var works =
        Workflow.newActivityStub(GridWorkActivities.class, ActivityProfiles.LEDGER.options());
    Optional<MoveEnd> end = works.moveEnd(operation);
    for (var glance = GLANCE; end.isEmpty(); glance = longer(glance)) {
      Workflow.sleep(glance);
      end = works.moveEnd(operation);
    }
    return end.get();
  }

  private static Duration longer(Duration glance) {
    var twice = glance.multipliedBy(2);
    return twice.compareTo(LONGEST_GLANCE) < 0 ? twice : LONGEST_GLANCE;
  }
}
