package io.gridwright.workflows.traffic;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.operation.Failures;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.UndoableOperation;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

/** See {@link TrafficRuleWorkflow}. */
public final class TrafficRuleWorkflowImpl implements TrafficRuleWorkflow {
  private final PauseActivities ledger =
      Workflow.newActivityStub(PauseActivities.class, ActivityProfiles.LEDGER.options());
  private final UndoableOperation frame = new UndoableOperation((run, machines) -> {});

  @Override
  public void apply(OperationId operation) {
    frame.carryOut(
        operation, (run, from) -> ledger.balancers(run).forEach(machine -> pause(run, machine)));
  }

  private static void pause(OperationRun run, Target machine) {
    try {
      Workflow.newActivityStub(
              TrafficActivities.class,
              ActivityProfiles.PROMPT.summarised(
                  "pause or play at vm %d on %s"
                      .formatted(machine.vmid().value(), machine.node().value())))
          .pause(new MachineStep(run, Steps.BALANCE, machine));
    } catch (ActivityFailure failure) {
      if (Failures.isCancellation(failure)
          || Failures.isOfType(failure, FailureTypes.STALE_EPOCH)) {
        throw failure;
      }
      UndoableOperation.refuse(kept(machine, failure));
    }
  }

  /** Unlike others this undoes nothing, and no other node would be better. */
  private static Problem kept(Target machine, ActivityFailure failure) {
    String why =
        Failures.isOfType(failure, FailureTypes.NODE_LOST)
            ? "node " + machine.node().value() + " cannot be worked on"
            : "it did not take the change in time";
    return Problem.of(
        "not-in-force",
        ("What you asked for is kept, and is in force once %s is set up anew; now %s."
                + " Repeat the request to try again.")
            .formatted(machine.component(), why));
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
