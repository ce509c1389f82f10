package io.gridwright.activities.ledger;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.operation.Targets;
import io.gridwright.activities.placement.PlacementMetrics;
import io.gridwright.activities.placement.StoredPlan;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.store.Refusal;
import io.gridwright.store.grid.CommitResult;
import io.gridwright.store.grid.Growths;
import io.gridwright.store.grid.Reservations;
import io.gridwright.store.grid.ReserveResult;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.workflows.grid.ReservationActivities;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import java.util.List;
import java.util.Optional;

/** See {@link ReservationActivities}: the plan was decided and stored; here it is followed. */
public final class LedgerReservationActivities implements ReservationActivities {
  private final OperationLedger operations;
  private final Reservations reservations;
  private final Growths growths;
  private final Targets targets;

  public LedgerReservationActivities(
      OperationLedger operations, Reservations reservations, Growths growths, Targets targets) {
    this.operations = operations;
    this.reservations = reservations;
    this.growths = growths;
    this.targets = targets;
  }

  @Override
  public Reservation reserve(WholeStep step, int plan) {
    var run = step.run();
    var role =
        operations.current(run.operation(), run.epoch()).kind().replaces()
            ? PlacementRole.DUPLICATE
            : PlacementRole.ORIGINAL;
    var placement = StoredPlan.read(operations, run.operation(), plan).placement(role);
    growths.hold(
        run.operation(), run.epoch()); // the scheduler sees it if what is new lost the race
    var result = reservations.reserve(run.operation(), run.epoch(), placement);
    if (result instanceof ReserveResult.Refused refused) {
      throw new Refusal(refused.problem());
    }
    if (result instanceof ReserveResult.Reserved reserved) {
      return new Reservation(
          true,
          targets.of(
              operations.current(run.operation(), run.epoch()).configurationId(),
              reserved.machines()));
    }
    PlacementMetrics.conflict();
    return new Reservation(false, List.of());
  }

  @Override
  public void release(WholeStep step) {
    reservations.releaseAll(step.run().operation(), step.run().epoch());
  }

  @Override
  public List<Target> machines(WholeStep step) {
    var operation = operations.current(step.run().operation(), step.run().epoch());
    return operation.kind() == OperationKind.DELETE
        ? targets.ofConfiguration(operation)
        : targets.heldBy(operation);
  }

  @Override
  public Commit commit(WholeStep step) {
    var result = reservations.commit(step.run().operation(), step.run().epoch());
    if (result instanceof CommitResult.Refused refused) {
      return new Commit(false, Optional.of(refused.problem()));
    }
    if (result instanceof CommitResult.NodeLost lost) {
      throw FailureMapping.nodeLost(
          "commit", lost.node(), "the ledger has it %s".formatted(lost.state()));
    }
    return new Commit(result instanceof CommitResult.Committed, Optional.empty());
  }
}
