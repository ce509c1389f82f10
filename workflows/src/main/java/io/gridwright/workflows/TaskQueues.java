package io.gridwright.workflows;

/** Names of the task queues; each may have workers of its own. */
public final class TaskQueues {
  /** Workflow tasks only: cheap. */
  public static final String WORKFLOWS = "gridwright-workflows";

  /** Short transactions on the ledger. */
  public static final String LEDGER = "gridwright-ledger";

  /** Calls of the hypervisor and of guests, short ones and waits alike; bounded slots. */
  public static final String HYPERVISOR = "gridwright-hypervisor";

  /** The solver, alone: a native crash takes down one solver process and nothing else. */
  public static final String SOLVER = "gridwright-solver";

  /** The solver for those who only ask, so that no question takes a slot from an order. */
  public static final String PREVIEW = "gridwright-preview";

  /** Endless watches, so that they hold no slot of the others. */
  public static final String WATCH = "gridwright-watch";

  private TaskQueues() {}
}
