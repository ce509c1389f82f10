package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.domain.placement.Remaining;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/** Works on the grid in the ledger, and the operations that they are made of. Queue LEDGER. */
@ActivityInterface
public interface GridWorkActivities {

  /** What is to be done, as the ledger has it now. */
  Work gridWork(GridWorkId work);

  /**
   * Submits an operation that moves machines of one configuration. A repeat answers the same
   * operation; the ledger may refuse it.
   *
   * @param step what makes it another one of the same work
   */
  Submitted submitMove(GridWorkId work, String step, MoveReason reason, List<Move> moves);

  /** How an operation ended; empty while it has not. */
  Optional<MoveEnd> moveEnd(OperationId operation);

  /** Keeps what is left and why, for operators to read. */
  void tellLeft(GridWorkId work, List<Remaining> left, String words);

  /** Ends the work. */
  void endGridWork(GridWorkId work, boolean done, String words);

  /**
   * A work.
   *
   * @param running false once it ended, or an operator stopped it
   * @param node that is maintained or recovered; empty for a rebalance
   * @param moves of a rebalance, in their order
   */
  record Work(boolean running, Optional<NodeName> node, List<Move> moves) {
    public Work {
      moves = List.copyOf(moves);
    }
  }

  /**
   * What became of a submission.
   *
   * @param operation empty where the ledger refused it
   * @param refusal why
   */
  record Submitted(Optional<OperationId> operation, Optional<String> refusal) {}

  /**
   * How a move ended.
   *
   * @param done whether every machine of it stands where it should
   */
  record MoveEnd(boolean done, String words) {}
}
