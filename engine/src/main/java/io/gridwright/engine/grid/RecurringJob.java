package io.gridwright.engine.grid;

import io.gridwright.workflows.WorkflowIds;
import java.time.Duration;
import java.util.List;

/**
 * Work that recurs; each is driven by what the ledger says is due, so that a trigger missed or
 * doubled is harmless.
 *
 * @param id of the schedule and of its workflow
 * @param workflowType name of the workflow type, without arguments
 * @param every the interval
 */
public record RecurringJob(String id, String workflowType, Duration every) {
  public static final List<RecurringJob> ALL =
      List.of(new RecurringJob(WorkflowIds.LEDGER_SWEEP, "LedgerSweep", Duration.ofMinutes(1)));
}
