package io.gridwright.workflows.power;

import io.gridwright.domain.operation.StepName;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Stepped;
import io.gridwright.workflows.operation.Target;

/**
 * A step that switches one machine.
 *
 * @param turn of the step at the machine: an attempt that was taken for dead and goes on may do
 *     nothing once a step of a later turn was there
 */
public record PowerStep(OperationRun run, StepName step, Target machine, long turn)
    implements Stepped {
  @Override
  public String component() {
    return machine.component();
  }

  @Override
  public String node() {
    return machine.node().value();
  }
}
