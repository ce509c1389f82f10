package io.gridwright.emulator.task;

/**
 * The worker's process is gone (SIGKILL, power cut): nothing of it may run any more, least of all a
 * clean-up. Handlers of a worker's failures let it pass.
 */
public final class WorkerKilledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkerKilledException() {
    super("worker killed", null, false, false);
  }
}
