package io.gridwright.workflows.grid;

import static java.util.stream.Collectors.joining;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.operation.Failures;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.NodeStep;
import io.gridwright.workflows.operation.OperationActivities;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.Together;
import io.gridwright.workflows.operation.UndoableOperation;
import io.gridwright.workflows.operation.WholeStep;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The steps that several operations share: room on the grid taken, made real and given back. */
public final class GridSteps {
  /**
   * How often a lost race or a node that proved fuller than its row sends the order back to the
   * scheduler (F94). Each round lost is one that somebody else won, so the bound is generous.
   */
  private static final int ROUNDS = 40;

  private static final Duration LOSS_IS_SEEN = Duration.ofSeconds(2);

  private final OperationActivities operations =
      Workflow.newActivityStub(OperationActivities.class, ActivityProfiles.LEDGER.options());
  private final PlacementActivities placer =
      Workflow.newActivityStub(PlacementActivities.class, ActivityProfiles.SOLVER.options());
  private final ReservationActivities reservations =
      Workflow.newActivityStub(ReservationActivities.class, ActivityProfiles.LEDGER.options());

  /**
   * Finds room and holds it; a run that was broken off while placing first gives back its share.
   */
  public List<Target> place(OperationRun run, Phase from) {
    if (from == Phase.PLACING) {
      return placeAnew(run);
    }
    operations.enter(run, Phase.PLACING);
    return placeAndReserve(run);
  }

  /** Gives back all that the operation holds, and places it again. */
  public List<Target> placeAnew(OperationRun run) {
    operations.enter(run, Phase.PLACING);
    removeAll(run, held(run));
    return placeAndReserve(run);
  }

  private List<Target> placeAndReserve(OperationRun run) {
    var unreached = new TreeSet<NodeName>();
    for (var round = 1; round <= ROUNDS; round++) {
      var placement = placer.place(new WholeStep(run, Steps.PLACE));
      placement.refusal().ifPresent(UndoableOperation::refuse);
      var reservation = reservations.reserve(new WholeStep(run, Steps.RESERVE), placement.plan());
      if (reservation.won()) {
        if (reallyFree(run, reservation.machines(), unreached)) {
          return reservation.machines();
        }
        reservations.release(new WholeStep(run, Steps.RESERVE));
      }
    }
    UndoableOperation.refuse(unreached.isEmpty() ? contended() : cutOff(unreached));
    return List.of();
  }

  /** The machines that the operation is about, as the ledger has them. */
  public List<Target> held(OperationRun run) {
    return reservations.machines(new WholeStep(run, Steps.RESERVE));
  }

  /** Makes the reservation count. */
  public void commit(OperationRun run) {
    var commit = reservations.commit(new WholeStep(run, Steps.COMMIT));
    if (!commit.done()) {
      UndoableOperation.refuse(
          commit
              .refusal()
              .orElseGet(() -> Problem.of("conflict", "Stopped before it was committed.")));
    }
  }

  /** Removes machines side by side; never gives up, and a dead node does not hold it up. */
  public void removeAll(OperationRun run, List<Target> machines) {
    Together.run(
        machines,
        machine ->
            Workflow.newActivityStub(
                    MachineActivities.class,
                    ActivityProfiles.COMPENSATE.summarised(
                        "remove vm %d on %s"
                            .formatted(machine.vmid().value(), machine.node().value())))
                .remove(new MachineStep(run, Steps.REMOVE, machine)));
  }

  private boolean reallyFree(OperationRun run, List<Target> machines, Set<NodeName> unreached) {
    var verdicts = new ArrayList<Boolean>();
    Together.run(
        machines.stream().map(Target::node).distinct().sorted().toList(),
        node -> verdicts.add(verify(run, node, unreached)));
    return verdicts.stream().allMatch(free -> free);
  }

  private boolean verify(OperationRun run, NodeName node, Set<NodeName> unreached) {
    try {
      return Workflow.newActivityStub(
              NodeActivities.class,
              ActivityProfiles.HYPERVISOR.summarised("verify room on " + node.value()))
          .verify(new NodeStep(run, Steps.VERIFY, node));
    } catch (ActivityFailure failure) {
      if (!Failures.isOfType(failure, FailureTypes.NODE_LOST)) {
        throw failure;
      }
      unreached.add(node);
      Workflow.sleep(LOSS_IS_SEEN); // until the watch has told the ledger, it would be chosen again
      return false;
    }
  }

  /** Nodes that the ledger has as usable: without a quorum nobody can tell it that they are not. */
  private static Problem cutOff(Set<NodeName> nodes) {
    return Problem.of(
        "node-lost",
        ("%s could not be reached, and the ledger still has them as usable: see whether the cluster"
                + " has a quorum. Nothing was kept; order again when it has.")
            .formatted(nodes.stream().map(NodeName::value).collect(joining(", "))));
  }

  private static Problem contended() {
    return Problem.of(
        "no-capacity",
        "Other orders took the room "
            + ROUNDS
            + " times while this one was being placed; nothing was kept. Order again in a minute.");
  }
}
