package io.gridwright.workflows.grid;

import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.StepName;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.grid.MoveActivities.Relocation;
import io.gridwright.workflows.operation.NodeStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Together;
import io.gridwright.workflows.operation.UndoableOperation;
import io.gridwright.workflows.operation.WholeStep;
import io.temporal.workflow.Workflow;
import java.util.List;

/** The steps by which machines change nodes. */
public final class MoveSteps {
  private final MoveActivities ledger =
      Workflow.newActivityStub(MoveActivities.class, ActivityProfiles.LEDGER.options());

  /** Holds room elsewhere, and asks the nodes whether it is really there (F94). */
  public List<Relocation> hold(OperationRun run) {
    var room = ledger.holdTargets(new WholeStep(run, Steps.RESERVE));
    room.refusal().ifPresent(UndoableOperation::refuse);
    Together.run(
        room.moves().stream().map(Relocation::to).distinct().sorted().toList(),
        node -> {
          var free =
              Workflow.newActivityStub(
                      NodeActivities.class,
                      ActivityProfiles.HYPERVISOR.summarised("verify room on " + node.value()))
                  .verify(new NodeStep(run, Steps.VERIFY, node));
          if (!free) {
            UndoableOperation.refuse(fuller(node.value()));
          }
        });
    return room.moves();
  }

  /** What an earlier run held and did not move yet; all of it, where it is past holding. */
  public List<Relocation> open(OperationRun run) {
    return ledger.openMoves(new WholeStep(run, Steps.RESERVE));
  }

  /** Moves a machine; the ledger follows it. */
  public void move(OperationRun run, Relocation move) {
    migrations("move", move, ActivityProfiles.HYPERVISOR_AWAIT)
        .migrate(step(run, Steps.MIGRATE, move));
    ledger.arrive(step(run, Steps.ARRIVE, move));
  }

  /**
   * Ends every move that is open, whichever way it went: the ledger has each machine where it
   * really is. Never gives up.
   */
  public void settleAll(OperationRun run) {
    Together.run(open(run), move -> settle(run, move));
  }

  private void settle(OperationRun run, Relocation move) {
    var arrived =
        migrations("settle", move, ActivityProfiles.COMPENSATE)
            .settle(step(run, Steps.SETTLE, move));
    if (arrived) {
      ledger.arrive(step(run, Steps.ARRIVE, move));
    } else {
      ledger.stay(step(run, Steps.STAY, move));
    }
  }

  private static MoveStep step(OperationRun run, StepName name, Relocation move) {
    return new MoveStep(run, name, move.machine(), move.to());
  }

  private static MigrationActivities migrations(
      String verb, Relocation move, ActivityProfiles profile) {
    return Workflow.newActivityStub(
        MigrationActivities.class,
        profile.summarised(
            "%s %s, vm %d, %s → %s"
                .formatted(
                    verb,
                    move.machine().component(),
                    move.machine().vmid().value(),
                    move.machine().node().value(),
                    move.to().value())));
  }

  private static Problem fuller(String node) {
    return Problem.of(
        "move-refused",
        "%s proved fuller than its row says; the server stays where it is. Plan again."
            .formatted(node));
  }
}
