package io.gridwright.workflows.grid;

import io.gridwright.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;

/** See {@link GridWatchWorkflow}. */
public final class GridWatchWorkflowImpl implements GridWatchWorkflow {
  private final GridWatchActivities grid =
      Workflow.newActivityStub(GridWatchActivities.class, ActivityProfiles.WATCH.options());

  @Override
  public void watch() {
    while (!Workflow.getInfo().isContinueAsNewSuggested()) {
      var change = grid.awaitChange();
      Workflow.setCurrentDetails(change.words());
    }
    Workflow.continueAsNew();
  }
}
