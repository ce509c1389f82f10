package io.gridwright.workflows.configuration;

import io.gridwright.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;

/** See {@link PreviewWorkflow}. */
public final class PreviewWorkflowImpl implements PreviewWorkflow {
  private final PreviewActivities previews =
      Workflow.newActivityStub(PreviewActivities.class, ActivityProfiles.PREVIEW.options());

  @Override
  public Preview preview(PreviewRequest request) {
    return previews.preview(request);
  }
}
