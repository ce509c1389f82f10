package io.gridwright.workflows;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationKind;

/** Workflow ids are the business keys (DESIGN section 4). */
public final class WorkflowIds {
  public static final String GRID_WATCH = "grid-watch";
  public static final String LEDGER_SWEEP = "ledger-sweep";

  public static String configuration(ConfigurationId id) {
    return "configuration/" + id.value();
  }

  public static String operation(ConfigurationId id, int number, OperationKind kind) {
    return configuration(id) + "/" + number + "-" + kind.slug();
  }

  private WorkflowIds() {}
}
