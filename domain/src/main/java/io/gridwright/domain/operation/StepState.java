package io.gridwright.domain.operation;

/** State of one step of an operation. */
public enum StepState {
  WAITING,
  RUNNING,
  DONE,
  FAILED,
  UNDONE
}
