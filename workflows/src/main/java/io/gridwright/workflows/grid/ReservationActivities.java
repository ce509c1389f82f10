package io.gridwright.workflows.grid;

import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/** Capacity, VMIDs and addresses in the ledger. Queue LEDGER. */
@ActivityInterface
public interface ReservationActivities {

  /**
   * Holds everything that the plan needs, all or nothing; what the operation already holds is kept.
   */
  Reservation reserve(WholeStep step, int plan);

  /** Gives back what was reserved and never used, before placing again. */
  void release(WholeStep step);

  /** The machines that the operation holds. */
  List<Target> machines(WholeStep step);

  /**
   * Makes the reservation an allocation: from here it counts, and is billed (F97, F162). Fails with
   * {@code NODE_LOST} where the ledger has lost a machine's node meanwhile.
   */
  Commit commit(WholeStep step);

  /**
   * Whether the race was won.
   *
   * @param won false: another order took the room; place again
   */
  record Reservation(boolean won, List<Target> machines) {}

  /**
   * Whether it was committed.
   *
   * @param done false: a wish to stop came first, or the account was restricted
   */
  record Commit(boolean done, Optional<Problem> refusal) {}
}
