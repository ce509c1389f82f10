package io.gridwright.workflows.grid;

import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.util.List;

/** See {@link RebalanceWorkflow}. */
public final class RebalanceWorkflowImpl implements RebalanceWorkflow {
  private final GridWorkActivities works =
      Workflow.newActivityStub(GridWorkActivities.class, ActivityProfiles.LEDGER.options());
  private final Moving moving = new Moving();

  @Override
  public void rebalance(Task task) {
    var work = works.gridWork(task.work());
    for (var step = task.round(); work.running(); step++) {
      if (step == work.moves().size()) {
        works.endGridWork(task.work(), true, "All %d moves are done.".formatted(step));
        return;
      }
      var move = work.moves().get(step);
      var end = moving.move(task.work(), String.valueOf(step), MoveReason.REBALANCE, List.of(move));
      if (!end.done()) {
        works.endGridWork(task.work(), false, stopped(step, move, end.words()));
        return;
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(new Task(task.work(), step + 1));
      }
      work = works.gridWork(task.work());
    }
  }

  private static String stopped(int step, Move move, String why) {
    return "Stopped at move %d, of %s from %s to %s: %s"
        .formatted(step + 1, move.component(), move.from().value(), move.to().value(), why);
  }
}
