package io.gridwright.workflows.operation;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;

/** What every operation workflow answers beside its own entry. */
public interface OperationWorkflow {

  /** Asks it to look at its row: a cancellation or a more urgent operation wants it to stop. */
  @SignalMethod
  void interrupt();

  /** What it is doing, in words, for the Temporal UI. */
  @QueryMethod
  String progress();
}
