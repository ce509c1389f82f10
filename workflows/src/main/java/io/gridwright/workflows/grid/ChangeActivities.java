package io.gridwright.workflows.grid;

import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Which machines serve while a document changes, in the ledger. Queue LEDGER. */
@ActivityInterface
public interface ChangeActivities {

  /** The machines that stay and that the change concerns; what is not among them is not touched. */
  Concerned concerned(OperationRun run);

  /** What was built serves from now on; what it replaces does not. */
  void divert(WholeStep step);

  /**
   * What served before serves again.
   *
   * <p>What was known of the change until then.
   */
  Restored restore(WholeStep step);

  /** What serves no more. */
  List<Target> replaced(OperationRun run);

  /**
   * How far the change had come.
   *
   * @param told whether others were told of it, and have to be told again
   * @param lostOwn whether a machine that it built stands where nothing can be done any more
   * @param resized machines that stay and must be set back to the size that they had, once the
   *     operation is undone
   */
  record Restored(boolean told, boolean lostOwn, List<Target> resized) {
    public Restored {
      resized = resized == null ? List.of() : List.copyOf(resized); // as it was once answered
    }
  }

  /**
   * Machines that stay, each in both lists where it is both.
   *
   * @param told whose firewall, names and links change
   * @param balancers whose rules change, new ones too
   * @param resized whose size changes where they stand
   */
  record Concerned(List<Target> told, List<Target> balancers, List<Target> resized) {
    public Concerned {
      told = List.copyOf(told);
      balancers = List.copyOf(balancers);
      resized = resized == null ? List.of() : List.copyOf(resized); // as it was once answered
    }
  }
}
