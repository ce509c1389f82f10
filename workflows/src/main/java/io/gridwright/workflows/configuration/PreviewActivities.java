package io.gridwright.workflows.configuration;

import io.temporal.activity.ActivityInterface;

/** Solves without reserving. Queue PREVIEW. */
@ActivityInterface
public interface PreviewActivities {
  Preview preview(PreviewRequest request);
}
