package io.gridwright.workflows.grid;

import io.gridwright.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;

/** See {@link GridCapacityWorkflow}. */
public final class GridCapacityWorkflowImpl implements GridCapacityWorkflow {
  private final GridForecastActivities forecasts =
      Workflow.newActivityStub(GridForecastActivities.class, ActivityProfiles.PREVIEW.options());

  @Override
  public GridCapacity capacity() {
    return forecasts.forecast();
  }
}
