package io.gridwright.workflows;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationKind;
import java.util.Optional;

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

  /** Of an operation beside its configuration's queue. */
  public static String traffic(ConfigurationId id, int number) {
    return configuration(id) + "/traffic-" + number;
  }

  public static String maintenance(String node, int number) {
    return "node/" + node + "/maintenance-" + number;
  }

  public static String recovery(String node, int number) {
    return "node/" + node + "/recovery-" + number;
  }

  public static String rebalance(int number) {
    return "grid/rebalance-" + number;
  }

  /** Whose workflow that is: the configuration of an entity or of an operation. */
  public static Optional<ConfigurationId> configurationOf(String workflow) {
    var words = workflow.split("/", -1);
    return words[0].equals("configuration") && words.length > 1
        ? Optional.of(new ConfigurationId(words[1]))
        : Optional.empty();
  }

  private WorkflowIds() {}
}
