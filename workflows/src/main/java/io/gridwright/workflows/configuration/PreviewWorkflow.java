package io.gridwright.workflows.configuration;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What an order would get; changes nothing. */
@WorkflowInterface
public interface PreviewWorkflow {
  @WorkflowMethod(name = "Preview")
  Preview preview(PreviewRequest request);
}
