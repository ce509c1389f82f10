package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.StepName;

/** A step of the whole operation. */
public record WholeStep(OperationRun run, StepName step) implements Stepped {
  @Override
  public String component() {
    return "";
  }

  @Override
  public String node() {
    return "";
  }
}
