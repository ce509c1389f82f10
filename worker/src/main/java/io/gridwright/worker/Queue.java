package io.gridwright.worker;

import io.gridwright.workflows.TaskQueues;

/**
 * The task queues that a process may serve, each with slots of its own, so that none can starve
 * another.
 */
public enum Queue {
  /** Workflow tasks: cheap, and none waits for anything. */
  WORKFLOWS(TaskQueues.WORKFLOWS, 32),
  /** Transactions; as many as the pool of connections carries. */
  LEDGER(TaskQueues.LEDGER, 24),
  /** Calls and waits; each holds a thread, most of the time without doing anything. */
  HYPERVISOR(TaskQueues.HYPERVISOR, 128),
  /** The solver uses a core each. */
  SOLVER(TaskQueues.SOLVER, 2),
  /** The solver for previews: they share what orders leave them. */
  PREVIEW(TaskQueues.PREVIEW, 1),
  /** The watch and the sweep. */
  WATCH(TaskQueues.WATCH, 4);

  private final String taskQueue;
  private final int slots;

  Queue(String taskQueue, int slots) {
    this.taskQueue = taskQueue;
    this.slots = slots;
  }

  public String taskQueue() {
    return taskQueue;
  }

  /** Whether its tasks run the solver. */
  public boolean solves() {
    return this == SOLVER || this == PREVIEW;
  }

  /** Tasks at one time unless configured otherwise, 1... */
  public int slots() {
    return slots;
  }
}
