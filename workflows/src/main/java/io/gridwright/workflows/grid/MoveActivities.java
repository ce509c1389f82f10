package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/** What machines that are being moved hold in the ledger. Queue LEDGER. */
@ActivityInterface
public interface MoveActivities {

  /**
   * Holds room where the operation wants its machines, all or nothing; what it already holds is
   * kept.
   */
  Room holdTargets(WholeStep step);

  /** The moves for which room is held and whose machine has not followed, in their order. */
  List<Relocation> openMoves(WholeStep step);

  /** The machine has arrived: its row follows it, and what it held before is given back. */
  void arrive(MoveStep step);

  /** The machine stays where it is: the room elsewhere is given back. */
  void stay(MoveStep step);

  /** A machine and where it shall stand. */
  record Relocation(Target machine, NodeName to) {}

  /**
   * What is held.
   *
   * @param refusal why nothing is
   */
  record Room(List<Relocation> moves, Optional<Problem> refusal) {
    public Room {
      moves = List.copyOf(moves);
    }
  }
}
