package io.gridwright.activities.ledger;

import io.gridwright.activities.operation.Targets;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.grid.MoveResult;
import io.gridwright.store.grid.Moves;
import io.gridwright.store.grid.Transfer;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.workflows.grid.MoveActivities;
import io.gridwright.workflows.grid.MoveStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.WholeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** See {@link MoveActivities}: each is one verb of the ledger. */
public final class LedgerMoveActivities implements MoveActivities {
  private final OperationLedger operations;
  private final Moves moves;
  private final Targets targets;

  public LedgerMoveActivities(OperationLedger operations, Moves moves, Targets targets) {
    this.operations = operations;
    this.moves = moves;
    this.targets = targets;
  }

  @Override
  public Room holdTargets(WholeStep step) {
    var run = step.run();
    var result = moves.reserve(run.operation(), run.epoch());
    if (result instanceof MoveResult.Refused refused) {
      return refused(refused.problem().detail());
    }
    return result instanceof MoveResult.Reserved reserved
        ? new Room(relocations(run, reserved.transfers()), Optional.empty())
        : refused(
            "There is no room any more on %s, it takes nothing new, or another server of the tier stands there; the servers stay where they are. Plan again."
                .formatted(((MoveResult.Conflict) result).node().value()));
  }

  /** Told to operators: customers need not act on it, and nothing of theirs changed. */
  private static Room refused(String detail) {
    return new Room(List.of(), Optional.of(Problem.of("move-refused", detail)));
  }

  @Override
  public List<Relocation> openMoves(WholeStep step) {
    return relocations(step.run(), moves.open(step.run().operation()));
  }

  @Override
  public void arrive(MoveStep step) {
    moves.follow(step.run().operation(), step.run().epoch(), step.machine().id());
  }

  @Override
  public void stay(MoveStep step) {
    moves.giveBack(step.run().operation(), step.run().epoch(), step.machine().id());
  }

  private List<Relocation> relocations(OperationRun run, List<Transfer> transfers) {
    var machines =
        targets.of(configuration(run), transfers.stream().map(Transfer::machine).toList());
    List<Relocation> relocations = new ArrayList<>();
    for (int i = 0; i < transfers.size(); i++) {
      relocations.add(new Relocation(machines.get(i), transfers.get(i).to()));
    }
    return relocations;
  }

  private ConfigurationId configuration(OperationRun run) {
    return operations.required(run.operation()).configurationId();
  }
}
