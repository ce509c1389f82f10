package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.GridWorkId;

/** What the workflows of works on the grid have in common. The ledger's row is the truth. */
public interface GridWorkWorkflow {

  /** Names of the types. */
  final class Types {
    public static final String MAINTENANCE = "Maintenance";
    public static final String REBALANCE = "Rebalance";
    public static final String RECOVERY = "NodeRecovery";

    private Types() {}
  }

  /**
   * The argument of each of them.
   *
   * @param round where a run goes on that has continued as new
   */
  record Task(GridWorkId work, int round) {
    public static Task begin(GridWorkId work) {
      return new Task(work, 0);
    }
  }
}
