package io.gridwright.workflows.configuration;

import static io.gridwright.workflows.ActivityProfiles.HYPERVISOR_AWAIT;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.StepName;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.grid.GridSteps;
import io.gridwright.workflows.grid.MachineActivities;
import io.gridwright.workflows.operation.Failures;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.Together;
import io.gridwright.workflows.operation.UndoableOperation;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.traffic.TrafficActivities;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;

/** See {@link ProvisionWorkflow}; the steps are those of DESIGN section 4, in their order. */
public final class ProvisionWorkflowImpl implements ProvisionWorkflow {
  /** How often nodes or machines may die under one order before it is given up. */
  private static final int ROUNDS = 3;

  private final GridSteps grid = new GridSteps();
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
    Together.run(machines, machine -> buildMachine(run, machine));
    frame.enter(run, Phase.VERIFYING);
    Together.run(balancers(machines), machine -> balance(run, machine));
    reach(run);
  }

  private void buildMachine(OperationRun run, Target machine) {
    machines("clone", machine).cloneImage(step(run, Steps.CLONE, machine));
    machines("configure", machine).configure(step(run, Steps.CONFIGURE, machine));
    machines("start", machine).start(step(run, Steps.START, machine));
    machines("await agent of", machine).awaitAgent(step(run, Steps.AWAIT_AGENT, machine));
    machines("equip", machine).equip(step(run, Steps.EQUIP, machine));
  }

  private void balance(OperationRun run, Target machine) {
    traffic("balance by " + machine.component()).balance(step(run, Steps.BALANCE, machine));
  }

  private void reach(OperationRun run) {
    traffic("verify links")
        .reach(new WholeStep(run, Steps.REACH))
        .ifPresent(UndoableOperation::refuse);
  }

  private static List<Target> balancers(List<Target> machines) {
    return machines.stream().filter(m -> m.kind() == ComponentKind.LOAD_BALANCER).toList();
  }

  private static MachineStep step(OperationRun run, StepName name, Target machine) {
    return new MachineStep(run, name, machine);
  }

  private static MachineActivities machines(String verb, Target machine) {
    return Workflow.newActivityStub(
        MachineActivities.class,
        HYPERVISOR_AWAIT.summarised(
            "%s %s, vm %d on %s"
                .formatted(
                    verb, machine.component(), machine.vmid().value(), machine.node().value())));
  }

  private static TrafficActivities traffic(String summary) {
    return Workflow.newActivityStub(
        TrafficActivities.class, ActivityProfiles.HYPERVISOR_AWAIT.summarised(summary));
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
