package io.gridwright.workflows.grid;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Eyes on the grid. Queue WATCH. */
@ActivityInterface
public interface GridWatchActivities {

  /**
   * Returns when a node's state differs from the ledger's, after writing it; or after a while, so
   * that the history shows life. Believes only an entry node that is quorate.
   */
  GridChange awaitChange();

  /** What changed, in words; empty when nothing did. */
  record GridChange(List<String> changes) {
    public GridChange {
      changes = List.copyOf(changes);
    }

    public String words() {
      return changes.isEmpty() ? "no change" : String.join("; ", changes);
    }
  }
}
