package io.gridwright.workflows.operation;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.StepName;

/** A step on one node. */
public record NodeStep(OperationRun run, StepName step, NodeName on) implements Stepped {
  @Override
  public String component() {
    return "";
  }

  @Override
  public String node() {
    return on.value();
  }
}
