package io.gridwright.domain.operation;

/** State of an operation on the wire and in the ledger. */
public enum OperationState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public boolean ended() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
