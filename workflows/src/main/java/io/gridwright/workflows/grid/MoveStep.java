package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.StepName;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Stepped;
import io.gridwright.workflows.operation.Target;

/**
 * A step on one machine that is being moved.
 *
 * @param machine as it stood when room was held for it elsewhere
 */
public record MoveStep(OperationRun run, StepName step, Target machine, NodeName to)
    implements Stepped {
  @Override
  public String component() {
    return machine.component();
  }

  @Override
  public String node() {
    return to.value();
  }
}
