package io.gridwright.emulator.task;

/** The worker gave up; the text becomes the task's exit status. */
public class TaskFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TaskFailedException(String exitStatus) {
    super(exitStatus);
  }
}
