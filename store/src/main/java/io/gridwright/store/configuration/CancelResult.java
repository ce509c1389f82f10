package io.gridwright.store.configuration;

import io.gridwright.store.operation.OperationRow;

/** How a cancellation was taken; either way the operation ends CANCELLED. */
public sealed interface CancelResult {
  OperationRow operation();

  /** It was still queued and has ended. */
  record Cancelled(OperationRow operation) implements CancelResult {}

  /** It runs and will stop before its point of no return; nudge its configuration. */
  record Requested(OperationRow operation) implements CancelResult {}
}
