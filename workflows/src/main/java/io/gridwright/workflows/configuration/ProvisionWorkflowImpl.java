package io.gridwright.workflows.configuration;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.grid.BuildSteps;
import io.gridwright.workflows.grid.GridSteps;
import io.gridwright.workflows.operation.Failures;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.Together;
import io.gridwright.workflows.operation.UndoableOperation;
import io.temporal.failure.TemporalFailure;
import java.util.List;

/** See {@link ProvisionWorkflow}; the steps are those of DESIGN section 4, in their order. */
public final class ProvisionWorkflowImpl implements ProvisionWorkflow {
  /** How often nodes or machines may die under one order before it is given up. */
  private static final int ROUNDS = 3;

  private final GridSteps grid = new GridSteps();
  private final BuildSteps building = new BuildSteps();
  private final UndoableOperation frame = new UndoableOperation(grid::removeAll);

  @Override
  public void provision(OperationId operation) {
    frame.carryOut(operation, this::build);
  }

  private void build(OperationRun run, Phase from) {
    var machines = from.compareTo(Phase.BUILDING) < 0 ? grid.place(run, from) : grid.held(run);
    for (var round = 1; ; round++) {
      try {
        buildAndVerify(run, machines);
        grid.commit(run);
        return;
      } catch (TemporalFailure failure) {
        if (round == ROUNDS || !isMendedElsewhere(failure)) {
          throw failure;
        }
        machines = grid.placeAnew(run); // what died under it is left behind
      }
    }
  }

  private static boolean isMendedElsewhere(TemporalFailure failure) {
    return FailureTypes.PLACED_ANEW.stream().anyMatch(type -> Failures.isOfType(failure, type));
  }

  private void buildAndVerify(OperationRun run, List<Target> machines) {
    frame.enter(run, Phase.BUILDING);
    Together.run(machines, machine -> building.build(run, machine));
    frame.enter(run, Phase.VERIFYING);
    Together.run(balancers(machines), machine -> building.balance(run, machine));
    building.reach(run);
  }

  private static List<Target> balancers(List<Target> machines) {
    return machines.stream().filter(m -> m.kind() == ComponentKind.LOAD_BALANCER).toList();
  }

  @Override
  public void interrupt() {
    frame.interrupt();
  }

  @Override
  public String progress() {
    return frame.progress();
  }
}
