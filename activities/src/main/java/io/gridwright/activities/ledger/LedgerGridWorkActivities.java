package io.gridwright.activities.ledger;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.configuration.Acceptance;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.configuration.Submission;
import io.gridwright.store.grid.GridWorkReport;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.GridWorks;
import io.gridwright.store.grid.MoveOrder;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.workflows.grid.GridWorkActivities;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Optional;

/** See {@link GridWorkActivities}. */
public final class LedgerGridWorkActivities implements GridWorkActivities {
  private final GridWorks works;
  private final Acceptance acceptance;
  private final Configurations configurations;
  private final OperationLedger operations;

  public LedgerGridWorkActivities(
      GridWorks works,
      Acceptance acceptance,
      Configurations configurations,
      OperationLedger operations) {
    this.works = works;
    this.acceptance = acceptance;
    this.configurations = configurations;
    this.operations = operations;
  }

  @Override
  public Work gridWork(GridWorkId work) {
    var row = row(work);
    return new Work(
        row.state() == GridWorkRow.State.RUNNING,
        row.kind() == GridWorkRow.Kind.REBALANCE
            ? Optional.empty()
            : Optional.of(new NodeName(row.subject())),
        row.kind() == GridWorkRow.Kind.REBALANCE ? row.report().moves() : List.of());
  }

  @Override
  public Submitted submitMove(GridWorkId work, String step, MoveReason reason, List<Move> moves) {
    var id = moves.get(0).configurationId();
    var configuration = configurations.find(id);
    if (configuration.isEmpty()) {
      return new Submitted(Optional.empty(), Optional.of("The configuration is not there."));
    }
    var order = new MoveOrder(reason, moves).payload();
    // A repeat of this attempt must not submit another one: the step is its key.
    var once = IdempotentRequest.ofWork("MOVE", work, step);
    try {
      var accepted =
          acceptance.submit(
              new Submission(
                  configuration.get().accountId(),
                  id,
                  OperationKind.MOVE,
                  Optional.empty(),
                  Optional.of(order),
                  Optional.of(once)));
      Courier.deliver(new Nudges(Activity.getExecutionContext().getWorkflowClient()), id);
      return new Submitted(Optional.of(accepted.operation().id()), Optional.empty());
    } catch (Refusal refusal) {
      return new Submitted(Optional.empty(), Optional.of(refusal.problem().detail()));
    }
  }

  @Override
  public Optional<MoveEnd> moveEnd(OperationId operation) {
    OperationRow row = operations.required(operation);
    return row.state().ended()
        ? Optional.of(
            new MoveEnd(
                row.state() == OperationState.SUCCEEDED,
                row.error().map(Problem::detail).orElse(row.state().name())))
        : Optional.empty();
  }

  @Override
  public void tellLeft(GridWorkId work, List<Remaining> left, String words) {
    works.report(work, new GridWorkReport(row(work).report().moves(), left, Optional.of(words)));
  }

  @Override
  public void endGridWork(GridWorkId work, boolean done, String words) {
    works.end(
        work,
        done ? GridWorkRow.State.DONE : GridWorkRow.State.STOPPED,
        new GridWorkReport(row(work).report().moves(), List.of(), Optional.of(words)));
  }

  private GridWorkRow row(GridWorkId work) {
    return works
        .find(work)
        .orElseThrow(
            () -> new IllegalStateException("work " + work.value() + " is not in the ledger"));
  }
}
