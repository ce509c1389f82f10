package io.gridwright.emulator.task;

/** Somebody stopped the task (DELETE of its UPID); the worker cleans up and ends with this text. */
public final class TaskInterruptedException extends TaskFailedException {
  private static final long serialVersionUID = 1L;

  public TaskInterruptedException() {
    super("received interrupt");
  }
}
