package io.gridwright.api.operation;

import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.StepState;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.StepRow;
import java.util.List;

/**
 * How far an operation is, 0..1, for a bar on a screen: each phase has its share, and within it
 * counts the part of the known steps that is done. It is 1 exactly when the operation has ended.
 */
final class Progress {
  private Progress() {}

  static double of(OperationRow operation, List<StepRow> steps) {
    if (operation.state().ended()) {
      return 1;
    }
    if (operation.state() == OperationState.QUEUED) {
      return 0;
    }
    double begun = begun(operation.phase());
    double share = end(operation.phase()) - begun;
    return Math.round(100 * (begun + share * done(steps))) / 100.0;
  }

  private static double done(List<StepRow> steps) {
    long done = steps.stream().filter(step -> step.state() == StepState.DONE).count();
    return steps.isEmpty() ? 0 : (double) done / steps.size();
  }

  private static double begun(Phase phase) {
    return switch (phase) {
      case ACCEPTED -> 0;
      case PLACING -> 0.05;
      case BUILDING -> 0.15;
      case VERIFYING -> 0.7;
      case COMMITTED -> 0.9;
      case UNDOING -> 0.5;
      case ENDED -> 1;
    };
  }

  private static double end(Phase phase) {
    return switch (phase) {
      case ACCEPTED -> 0.05;
      case PLACING -> 0.15;
      case BUILDING -> 0.7;
      case VERIFYING -> 0.9;
      case COMMITTED, UNDOING -> 0.99;
      case ENDED -> 1;
    };
  }
}
