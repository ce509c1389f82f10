package io.gridwright.workflows.testing;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.configuration.power.WantedPower;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.power.PoolActivities;
import io.gridwright.workflows.power.PowerActivities;
import io.gridwright.workflows.power.PowerLedgerActivities;
import io.gridwright.workflows.power.PowerPlan;
import io.gridwright.workflows.power.PowerPlan.Switched;
import io.gridwright.workflows.power.PowerStep;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Machines that are switched, and what must never be done with them: a step of an earlier turn
 * after one of a later, or a machine that is off while its balancer still sends it traffic.
 */
public final class FakePower implements PowerLedgerActivities, PowerActivities, PoolActivities {
  private final FakeLedger ledger;
  private final Script script;
  private final Set<String> off = new TreeSet<>();
  private final Set<String> intendedOff = new HashSet<>();
  private final Set<String> wantedOff = new HashSet<>();
  private final Set<String> wantedSuspended = new HashSet<>();
  private final Set<String> suspended = new TreeSet<>();
  private final Map<String, Long> turns = new HashMap<>();
  private PowerAction action = PowerAction.START;
  private List<String> components = List.of();
  private Optional<Problem> refusal = Optional.empty();

  FakePower(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  /** What the next operation is to switch. */
  public synchronized void wants(PowerAction switched, String... named) {
    action = switched;
    components = List.of(named);
  }

  /** Their customer stopped these before. */
  public synchronized void wereStopped(String... named) {
    wantedOff.addAll(List.of(named));
    intendedOff.addAll(List.of(named));
    off.addAll(List.of(named));
  }

  /** Their customer suspended these before. */
  public synchronized void wereSuspended(String... named) {
    wantedSuspended.addAll(List.of(named));
    suspended.addAll(List.of(named));
  }

  /** Components whose addresses are withdrawn now. */
  public synchronized Set<String> suspended() {
    return Set.copyOf(suspended);
  }

  /** What it is to switch is not there any more. */
  public synchronized void refuses(Problem problem) {
    refusal = Optional.of(problem);
  }

  /** Components that are off now. */
  public synchronized Set<String> off() {
    return Set.copyOf(off);
  }

  @Override
  public PowerPlan planPower(WholeStep step) {
    return script.play("look", () -> plan(step.run()));
  }

  private synchronized PowerPlan plan(OperationRun run) {
    ledger.current(run);
    var all = ledger.ofConfiguration();
    return new PowerPlan(
        action,
        (ledger.row(run.operation()).number * 1000L + run.epoch().value()) * 16,
        all.stream()
            .filter(machine -> components.contains(machine.component()))
            .map(machine -> new Switched(machine, before(machine), pooled(machine)))
            .toList(),
        all.stream()
            .filter(machine -> machine.kind() == ComponentKind.LOAD_BALANCER)
            .filter(machine -> !intendedOff.contains(name(machine)))
            .toList(),
        refusal);
  }

  private WantedPower before(Target machine) {
    if (wantedSuspended.contains(name(machine))) {
      return WantedPower.SUSPENDED;
    }
    return wantedOff.contains(name(machine)) ? WantedPower.STOPPED : WantedPower.RUNNING;
  }

  private static String name(Target machine) {
    return machine.component();
  }

  private static boolean pooled(Target machine) {
    return machine.kind() == ComponentKind.WEB;
  }

  @Override
  public void withdraw(PowerStep step) {
    play(step, "withdraw", () -> intendedOff.add(step.component()));
  }

  @Override
  public void suspend(PowerStep step, boolean withdrawn) {
    play(
        step,
        step.step().value(),
        () -> {
          if (withdrawn) {
            suspended.add(step.component());
          } else {
            suspended.remove(step.component());
          }
        });
  }

  @Override
  public void expose(PowerStep step) {
    play(step, "expose", () -> requireOn(step.component()));
  }

  @Override
  public void restoreAddresses(PowerStep step) {
    play(step, "restore-addresses", () -> requireOn(step.component()));
  }

  @Override
  public void switchOff(PowerStep step) {
    play(
        step,
        "stop",
        () -> {
          if (pooled(step.machine()) && !intendedOff.contains(step.component())) {
            ledger.complain(step.component() + " is stopped while it gets traffic");
          }
          intendedOff.add(step.component());
          off.add(step.component());
        });
  }

  @Override
  public void switchOn(PowerStep step) {
    play(
        step,
        "start",
        () -> {
          intendedOff.remove(step.component());
          off.remove(step.component());
        });
  }

  @Override
  public void awaitBoot(PowerStep step) {
    play(step, "boot", () -> requireOn(step.component()));
  }

  @Override
  public void restorePower(PowerStep step, boolean on) {
    play(
        step,
        "restore",
        () -> {
          if (on) {
            intendedOff.remove(step.component());
            off.remove(step.component());
          } else {
            intendedOff.add(step.component());
            off.add(step.component());
          }
        });
  }

  @Override
  public void awaitServices(MachineStep step) {
    play(step.run(), "services " + step.component(), () -> requireOn(step.component()));
  }

  @Override
  public void rejoin(MachineStep step) {
    play(step.run(), "rejoin " + step.component(), () -> requireOn(step.component()));
  }

  private void requireOn(String component) {
    if (off.contains(component)) {
      ledger.complain(component + " is waited for and off");
    }
  }

  private void play(PowerStep step, String verb, Runnable effect) {
    play(
        step.run(),
        verb + " " + step.component(),
        () -> {
          if (turns.merge(step.component(), step.turn(), Math::max) > step.turn()) {
            ledger.complain(verb + " of " + step.component() + " out of turn");
          }
          effect.run();
        });
  }

  private void play(OperationRun run, String call, Runnable effect) {
    script.play(
        call,
        () -> {
          synchronized (this) {
            ledger.current(run);
            effect.run();
          }
          return true;
        });
  }
}
