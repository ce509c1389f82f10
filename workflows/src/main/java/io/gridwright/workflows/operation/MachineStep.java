package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.StepName;

/** A step on one machine. */
public record MachineStep(OperationRun run, StepName step, Target machine) implements Stepped {
  @Override
  public String component() {
    return machine.component();
  }

  @Override
  public String node() {
    return machine.node().value();
  }
}
