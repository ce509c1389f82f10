package io.gridwright.workflows.grid;

import static io.gridwright.workflows.ActivityProfiles.HYPERVISOR_AWAIT;

import io.gridwright.domain.operation.StepName;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.UndoableOperation;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.traffic.TrafficActivities;
import io.temporal.workflow.Workflow;

/** The steps that make a machine of a row of the ledger, and see that it is reached. */
public final class BuildSteps {

  /** From its image to a guest that knows its peers. */
  public void build(OperationRun run, Target machine) {
    machines("clone", machine).cloneImage(step(run, Steps.CLONE, machine));
    machines("configure", machine).configure(step(run, Steps.CONFIGURE, machine));
    machines("start", machine).start(step(run, Steps.START, machine));
    machines("await agent of", machine).awaitAgent(step(run, Steps.AWAIT_AGENT, machine));
    machines("equip", machine).equip(step(run, Steps.EQUIP, machine));
  }

  /** A balancer takes its addresses and rules as the ledger has them. */
  public void balance(OperationRun run, Target machine) {
    traffic("balance by " + machine.component()).balance(step(run, Steps.BALANCE, machine));
  }

  /** Every link that the operation concerns carries. */
  public void reach(OperationRun run) {
    traffic("verify links")
        .reach(new WholeStep(run, Steps.REACH))
        .ifPresent(UndoableOperation::refuse);
  }

  private static MachineStep step(OperationRun run, StepName name, Target machine) {
    return new MachineStep(run, name, machine);
  }

  private static MachineActivities machines(String verb, Target machine) {
    return Workflow.newActivityStub(
        MachineActivities.class, HYPERVISOR_AWAIT.summarised(machine.summary(verb)));
  }

  private static TrafficActivities traffic(String summary) {
    return Workflow.newActivityStub(TrafficActivities.class, HYPERVISOR_AWAIT.summarised(summary));
  }
}
