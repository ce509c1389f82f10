package io.gridwright.workflows.grid;

import io.gridwright.domain.operation.StepName;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.operation.Failures;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.Together;
import io.gridwright.workflows.operation.UndoableOperation;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.traffic.TrafficActivities;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.List;

/** The steps by which requests go from machines that served to those that take their place. */
public final class ChangeSteps {
  private final ChangeActivities ledger =
      Workflow.newActivityStub(ChangeActivities.class, ActivityProfiles.LEDGER.options());

  /**
   * Those that stay let in what was built.
   *
   * @return those of them whose size changes
   */
  public List<Target> open(OperationRun run) {
    var concerned = ledger.concerned(run);
    Together.run(
        concerned.told(),
        machine ->
            machines("open firewall of", machine, ActivityProfiles.HYPERVISOR)
                .guard(step(run, Steps.OPEN, machine)));
    return concerned.resized();
  }

  /** Those that stay get their new size while they serve. */
  public void resize(OperationRun run, List<Target> machines) {
    Together.run(
        machines,
        machine ->
            sizes("resize", machine, ActivityProfiles.HYPERVISOR_AWAIT)
                .resize(step(run, Steps.RESIZE, machine)));
  }

  /** They get their size back; never gives up, and does not wait for what is lost. */
  public void resizeBack(OperationRun run, List<Target> machines) {
    Together.run(
        machines,
        machine ->
            sizes("set back", machine, ActivityProfiles.COMPENSATE)
                .resizeBack(step(run, Steps.RESIZE_BACK, machine)));
  }

  /** What was built is asked whether it answers, before anyone depends on it. */
  public void tryOut(OperationRun run) {
    traffic("try out what was built", ActivityProfiles.HYPERVISOR_AWAIT)
        .tryOut(new WholeStep(run, Steps.TRY_OUT))
        .ifPresent(UndoableOperation::refuse);
  }

  /** From here on requests go to what was built. */
  public void divert(OperationRun run) {
    ledger.divert(new WholeStep(run, Steps.DIVERT));
    tell(run, ActivityProfiles.HYPERVISOR_AWAIT);
  }

  /** What serves no more has answered what it was asked before. */
  public void drain(OperationRun run) {
    Together.run(
        ledger.replaced(run),
        machine ->
            unlessLost(
                () ->
                    traffic("drain " + machine.component(), ActivityProfiles.HYPERVISOR_AWAIT)
                        .drain(step(run, Steps.DRAIN, machine))));
  }

  /**
   * Requests go where they went before; never gives up. A machine whose node is lost is told when
   * it is recovered.
   *
   * @return how far the change had come
   */
  public ChangeActivities.Restored restore(OperationRun run) {
    var restored = ledger.restore(new WholeStep(run, Steps.RESTORE));
    if (restored.told()) {
      tell(run, ActivityProfiles.COMPENSATE);
    }
    return restored;
  }

  /** Those that stay let nothing in any more that the document does not ask for. */
  public void close(OperationRun run) {
    Together.run(
        ledger.concerned(run).told(),
        machine ->
            unlessLost(
                () ->
                    machines("close firewall of", machine, ActivityProfiles.COMPENSATE)
                        .guard(step(run, Steps.CLOSE, machine))));
  }

  /** What serves no more, and goes. */
  public List<Target> replaced(OperationRun run) {
    return ledger.replaced(run);
  }

  private void tell(OperationRun run, ActivityProfiles profile) {
    var back = profile == ActivityProfiles.COMPENSATE;
    var concerned = ledger.concerned(run);
    Together.run(
        concerned.told(),
        machine ->
            carryOut(
                back,
                () ->
                    machines("tell its peers to", machine, profile)
                        .rewire(step(run, back ? Steps.RESTORE : Steps.REWIRE, machine))));
    Together.run(
        concerned.balancers(),
        machine ->
            carryOut(
                back,
                () ->
                    traffic("balance by " + machine.component(), profile)
                        .balance(step(run, Steps.BALANCE, machine))));
  }

  private static void carryOut(boolean back, Runnable step) {
    if (back) {
      unlessLost(step);
    } else {
      step.run();
    }
  }

  private static void unlessLost(Runnable step) {
    try {
      step.run();
    } catch (ActivityFailure failure) {
      if (FailureTypes.PLACED_ANEW.stream().noneMatch(t -> Failures.isOfType(failure, t))) {
        throw failure;
      }
      Workflow.getLogger(ChangeSteps.class).info("its machine is lost; nothing is told to it");
    }
  }

  private static MachineStep step(OperationRun run, StepName name, Target machine) {
    return new MachineStep(run, name, machine);
  }

  private static MachineActivities machines(String verb, Target machine, ActivityProfiles profile) {
    return Workflow.newActivityStub(
        MachineActivities.class, profile.summarised(machine.summary(verb)));
  }

  private static ResizeActivities sizes(String verb, Target machine, ActivityProfiles profile) {
    return Workflow.newActivityStub(
        ResizeActivities.class, profile.summarised(machine.summary(verb)));
  }

  private static TrafficActivities traffic(String summary, ActivityProfiles profile) {
    return Workflow.newActivityStub(TrafficActivities.class, profile.summarised(summary));
  }
}
