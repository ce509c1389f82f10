package io.gridwright.store;

import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;

/**
 * A write of an earlier run of an operation, or of one that ended: refused, so that a zombie can do
 * no harm. Whoever gets it stops; a later run is at work or the work is done.
 */
public final class StaleEpochException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleEpochException(
      OperationId operation, Epoch given, Epoch current, OperationState state) {
    super(
        "operation %s is %s in epoch %d; a write of epoch %d is refused: stop this run"
            .formatted(operation.value(), state, current.value(), given.value()));
  }
}
