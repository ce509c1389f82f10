package io.gridwright.activities.hypervisor;

/** The worker stops, and with it the thread of a step; another worker runs the step again. */
public final class StepInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepInterruptedException(InterruptedException cause) {
    super("the worker stops; the step is run again by another", cause);
  }
}
