package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationId;

/** See {@link RecoverWorkflow}: what is lost can neither be drained nor stopped. */
public final class RecoverWorkflowImpl implements RecoverWorkflow {
  private final Replacing replacing = new Replacing();

  @Override
  public void recover(OperationId operation) {
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
