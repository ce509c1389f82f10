package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.grid.BuildSteps;
import io.gridwright.workflows.grid.ChangeSteps;
import io.gridwright.workflows.grid.GridSteps;
import io.gridwright.workflows.operation.Failures;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.Together;
import io.gridwright.workflows.operation.UndoableOperation;
import io.temporal.failure.TemporalFailure;
import java.util.List;

/**
 * The course of every operation that builds machines to take the places of others. Room for
 * everything new is held first; it is built and verified beside what serves; then, at once,
 * requests go to the new and no more to the old; when the old has answered those that it had, the
 * change is committed. That is the point of no return: nothing was stopped before it, so that
 * whatever fails earlier is undone by letting requests go where they went. After it the old is
 * removed. Machines that stay get their new size when what is new has proved itself, since not all
 * of it can be taken back.
 */
final class Replacing {
  /** How often nodes or machines may die under one change before it is given up. */
  private static final int ROUNDS = 3;

  private final GridSteps grid = new GridSteps();
  private final BuildSteps building = new BuildSteps();
  private final ChangeSteps changes = new ChangeSteps();
  private final UndoableOperation frame =
      new UndoableOperation(this::swapBack).completedBy(this::clearUp);

  void carryOut(OperationId operation) {
    frame.carryOut(operation, this::change);
  }

  private void change(OperationRun run, Phase from) {
    var fresh = from.compareTo(Phase.BUILDING) < 0 ? grid.place(run, from) : grid.held(run);
    var phase = from;
    for (var round = 1; ; round++) {
      try {
        if (phase.compareTo(Phase.VERIFYING) < 0) {
          frame.enter(run, Phase.BUILDING);
          Together.run(fresh, machine -> building.build(run, machine));
          var resized = changes.open(run);
          changes.tryOut(run);
          changes.resize(run, resized);
          frame.enter(run, Phase.VERIFYING);
        }
        changes.divert(run);
        changes.drain(run);
        building.reach(run);
        grid.commit(run);
        return;
      } catch (TemporalFailure failure) {
        if (round == ROUNDS || !isMendedElsewhere(failure)) {
          throw failure;
        }
        phase = Phase.PLACING;
        frame.enter(run, phase);
        if (!changes.restore(run).lostOwn()
            && !Failures.isOfType(failure, FailureTypes.MACHINE_LOST)) {
          throw failure; // what is lost was there before
        }
        fresh = grid.placeAnew(run); // what died under it is left behind
      }
    }
  }

  private static boolean isMendedElsewhere(TemporalFailure failure) {
    return FailureTypes.PLACED_ANEW.stream().anyMatch(type -> Failures.isOfType(failure, type));
  }

  private void swapBack(OperationRun run, List<Target> fresh) {
    changes.resizeBack(run, changes.restore(run).resized());
    grid.removeAll(run, fresh);
  }

  private void clearUp(OperationRun run) {
    changes.close(run);
    grid.removeAll(run, changes.replaced(run));
  }

  void interrupt() {
    frame.interrupt();
  }

  String progress() {
    return frame.progress();
  }
}
