package io.gridwright.workflows.power;

import static io.gridwright.domain.configuration.ComponentKind.LOAD_BALANCER;

import io.gridwright.domain.configuration.power.PowerOrder;
import io.gridwright.domain.configuration.power.WantedPower;
import io.gridwright.domain.operation.Problem;
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
import io.gridwright.workflows.power.PowerPlan.Switched;
import io.gridwright.workflows.traffic.TrafficActivities;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps by which machines are switched. A pool member leaves its balancers' rules before it is
 * off and comes back once its services answer, so that no request is sent to one that is not there.
 */
public final class PowerSteps {
  /** Turns of a machine's steps, behind the first of the plan's. */
  private static final int OFF = 1;

  private static final int ON = 2;
  private static final int RESTORE = 15;

  private final PowerLedgerActivities ledger =
      Workflow.newActivityStub(PowerLedgerActivities.class, ActivityProfiles.LEDGER.options());

  /** One forward run. */
  private final class Forward {
    private final OperationRun run;
    private final PowerPlan plan;
    private final List<Target> balancers;

    Forward(OperationRun run, PowerPlan plan) {
      this.run = run;
      this.plan = plan;
      this.balancers = new ArrayList<>(plan.balancers());
    }

    void switchAll() {
      for (var group :
          PowerOrder.groups(plan.action(), plan.machines(), one -> one.machine().kind())) {
        switch (plan.action()) {
          case STOP -> stop(group);
          case START -> start(group);
          case RESTART -> {
            stop(group);
            start(group);
          }
          case SUSPEND -> suspend(group);
          case RESUME -> resume(group);
        }
      }
    }

    private void stop(List<Switched> group) {
      if (group.stream().anyMatch(Switched::pooled)) {
        group.forEach(one -> ledger.withdraw(step(Steps.WITHDRAW, one, OFF)));
        balanceAll();
      }
      group.stream()
          .filter(one -> one.before() == WantedPower.SUSPENDED)
          .forEach(one -> ledger.suspend(step(Steps.SUSPEND, one, OFF), false));
      balancers.removeAll(machines(group));
      Together.run(
          group,
          one ->
              onNode(
                  one.machine(),
                  () -> power("stop", one.machine()).switchOff(step(Steps.STOP, one, OFF))));
    }

    private void start(List<Switched> group) {
      Together.run(group, one -> onNode(one.machine(), () -> start(one)));
      for (var one : group) {
        if (one.machine().kind() == LOAD_BALANCER && !balancers.contains(one.machine())) {
          balancers.add(one.machine());
        }
      }
      if (group.stream().anyMatch(Switched::pooled)) {
        Together.run(group, one -> onNode(one.machine(), () -> awaitServices(run, one.machine())));
      }
      balanceFor(group);
    }

    private void start(Switched one) {
      power("start", one.machine()).switchOn(step(Steps.START, one, ON));
      power("await agent of", one.machine()).awaitBoot(step(Steps.AWAIT_AGENT, one, ON));
      expose(one);
    }

    private void suspend(List<Switched> group) {
      group.forEach(one -> ledger.suspend(step(Steps.SUSPEND, one, OFF), true));
      balanceFor(group);
      Together.run(group, one -> onNode(one.machine(), () -> expose(one)));
    }

    private void resume(List<Switched> group) {
      group.forEach(one -> ledger.suspend(step(Steps.RESUME, one, ON), false));
      Together.run(group, one -> onNode(one.machine(), () -> expose(one)));
      balanceFor(group);
    }

    private void expose(Switched one) {
      if (one.machine().kind() != LOAD_BALANCER) { // those take theirs with their rules
        power("expose", one.machine()).expose(step(Steps.EXPOSE, one, ON));
      }
    }

    /** All balancers that must know of it: of a balancer itself, it alone. */
    private void balanceFor(List<Switched> group) {
      if (group.stream().anyMatch(Switched::pooled)) {
        balanceAll();
      } else {
        Together.run(
            machines(group).stream().filter(balancers::contains).toList(),
            machine -> onNode(machine, () -> balance(run, machine)));
      }
    }

    private void balanceAll() {
      Together.run(balancers, machine -> onNode(machine, () -> balance(run, machine)));
    }

    private PowerStep step(StepName name, Switched one, int turn) {
      return new PowerStep(run, name, one.machine(), plan.turns() + turn);
    }
  }

  /** Switches all that the operation names, tier by tier. */
  public void switchAll(OperationRun run) {
    var plan = look(run);
    plan.refusal().ifPresent(UndoableOperation::refuse);
    new Forward(run, plan).switchAll();
  }

  /** Everything is as it was before; never gives up. */
  public void restoreAll(OperationRun run) {
    var plan = look(run);
    plan.machines()
        .forEach(
            one ->
                ledger.suspend(
                    restoring(run, plan, one, Steps.RESTORE_STATE),
                    one.before() == WantedPower.SUSPENDED));
    Together.run(plan.machines(), one -> restore(run, plan, one));
    Together.run(
        look(run).balancers(), // those that are on by now
        machine ->
            Workflow.newActivityStub(
                    PoolActivities.class,
                    ActivityProfiles.COMPENSATE.summarised(machine.summary("rejoin at")))
                .rejoin(new MachineStep(run, Steps.REJOIN, machine)));
  }

  private static void restore(OperationRun run, PowerPlan plan, Switched one) {
    var power =
        Workflow.newActivityStub(
            PowerActivities.class,
            ActivityProfiles.COMPENSATE.summarised(one.machine().summary("restore")));
    if (plan.action().stops() || plan.action().starts()) {
      power.restorePower(
          restoring(run, plan, one, Steps.RESTORE), one.before() != WantedPower.STOPPED);
    } else if (one.machine().kind() != LOAD_BALANCER) {
      power.restoreAddresses(restoring(run, plan, one, Steps.RESTORE_ADDRESSES));
    }
  }

  private static PowerStep restoring(
      OperationRun run, PowerPlan plan, Switched one, StepName name) {
    return new PowerStep(run, name, one.machine(), plan.turns() + RESTORE);
  }

  private PowerPlan look(OperationRun run) {
    return ledger.planPower(new WholeStep(run, Steps.LOOK));
  }

  private static void balance(OperationRun run, Target machine) {
    Workflow.newActivityStub(
            TrafficActivities.class,
            ActivityProfiles.HYPERVISOR_AWAIT.summarised("balance by " + machine.component()))
        .balance(new MachineStep(run, Steps.BALANCE, machine));
  }

  private static void awaitServices(OperationRun run, Target machine) {
    Workflow.newActivityStub(
            PoolActivities.class,
            ActivityProfiles.HYPERVISOR_AWAIT.summarised(machine.summary("await services of")))
        .awaitServices(new MachineStep(run, Steps.AWAIT_SERVICES, machine));
  }

  private static PowerActivities power(String verb, Target machine) {
    return Workflow.newActivityStub(
        PowerActivities.class, ActivityProfiles.HYPERVISOR_AWAIT.summarised(machine.summary(verb)));
  }

  private static List<Target> machines(List<Switched> group) {
    return group.stream().map(Switched::machine).toList();
  }

  /** What is switched stays where it is: no other node is taken, as an order would. */
  private static void onNode(Target machine, Runnable step) {
    try {
      step.run();
    } catch (TemporalFailure failure) {
      if (!Failures.isOfType(failure, FailureTypes.NODE_LOST)) {
        throw failure;
      }
      UndoableOperation.refuse(
          Problem.of(
              "node-lost",
              ("%s stands on node %s, which cannot be reached now; what was switched is as it was"
                      + " before. Ask again when the node is back.")
                  .formatted(machine.component(), machine.node().value())));
    }
  }
}
