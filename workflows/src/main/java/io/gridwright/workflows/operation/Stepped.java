package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.StepName;

/**
 * The argument of an activity that is a step of an operation. The worker's interceptor reads it to
 * write {@code operation_step}, which the API and the panel show.
 */
public interface Stepped {
  OperationRun run();

  StepName step();

  /** The component the step is about; empty for a step of the whole operation. */
  String component();

  /** The node the step is about; empty where there is none. */
  String node();
}
