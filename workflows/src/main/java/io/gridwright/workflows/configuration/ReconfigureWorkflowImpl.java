package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;

/** See {@link ReconfigureWorkflow}. */
public final class ReconfigureWorkflowImpl implements ReconfigureWorkflow {
  private final Replacing replacing = new Replacing();

  @Override
  public void reconfigure(OperationId operation) {
    replacing.carryOut(operation);
  }

  @Override
  public void interrupt() {
    replacing.interrupt();
  }

  @Override
  public String progress() {
    return replacing.progress();
  }
}
