package io.gridwright.workflows.testing;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.grid.MachineActivities;
import io.gridwright.workflows.grid.NodeActivities;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.NodeStep;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.traffic.TrafficActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A hypervisor that remembers what was made on it and complains of what must never be asked: a
 * machine without a row, or a step before the one that it builds on.
 */
public final class FakeGrid implements MachineActivities, NodeActivities, TrafficActivities {
  private static final List<String> ORDER =
      List.of("clone", "configure", "start", "await-agent", "equip", "balance");

  private final FakeLedger ledger;
  private final Script script;
  private final Map<Vmid, Set<String>> guests = new HashMap<>();
  private final Set<NodeName> lost = new HashSet<>();
  private final Map<NodeName, Integer> fuller = new HashMap<>();
  private int pauses;
  private Optional<Problem> deadLink = Optional.empty();

  FakeGrid(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  /** A node dies: what is asked of it fails at once. */
  public synchronized void loses(NodeName node) {
    lost.add(node);
  }

  /** A node proves so many times to be fuller than its row says (F94). */
  public synchronized void isFuller(NodeName node, int times) {
    fuller.put(node, times);
  }

  /** A link of the configuration is dead. */
  public synchronized void hasDeadLink(Problem problem) {
    deadLink = Optional.of(problem);
  }

  /** Guests that exist on nodes that live. */
  public synchronized int guests() {
    return guests.size();
  }

  /** Guests that were cloned. */
  public synchronized long guestsBuilt() {
    return guests.values().stream().filter(done -> done.contains("clone")).count();
  }

  @Override
  public boolean verify(NodeStep step) {
    return script.play("verify " + step.node(), () -> verified(step));
  }

  private synchronized boolean verified(NodeStep step) {
    ledger.current(step.run());
    requireAlive(step.on());
    int times = fuller.getOrDefault(step.on(), 0);
    fuller.put(step.on(), Math.max(0, times - 1));
    return times == 0;
  }

  @Override
  public void cloneImage(MachineStep step) {
    build(step);
  }

  @Override
  public void configure(MachineStep step) {
    build(step);
  }

  @Override
  public void start(MachineStep step) {
    build(step);
  }

  @Override
  public void awaitAgent(MachineStep step) {
    build(step);
  }

  @Override
  public void equip(MachineStep step) {
    build(step);
  }

  @Override
  public void balance(MachineStep step) {
    build(step);
  }

  @Override
  public void pause(MachineStep step) {
    script.play(
        "pause " + step.component(),
        () -> {
          paused(step);
          return true;
        });
  }

  private synchronized void paused(MachineStep step) {
    ledger.current(step.run());
    requireAlive(step.machine().node());
    pauses++;
  }

  /** How often a balancer was told of pauses. */
  public synchronized int pauses() {
    return pauses;
  }

  private void build(MachineStep step) {
    script.play(
        step.step().value() + " " + step.component(),
        () -> {
          built(step);
          return true;
        });
  }

  private synchronized void built(MachineStep step) {
    ledger.current(step.run());
    var machine = step.machine();
    requireAlive(machine.node());
    if (!ledger.holds(machine)) {
      ledger.complain(step.step().value() + " of " + machine + ", which the ledger does not hold");
    }
    var done = guests.computeIfAbsent(machine.vmid(), vmid -> new HashSet<>());
    int position = ORDER.indexOf(step.step().value());
    if (position > 0
        && !ledger.stood(machine)
        && !done.containsAll(ORDER.subList(0, Math.min(position, 5)))) {
      ledger.complain(step.step().value() + " of " + machine + " too early, after " + done);
    }
    done.add(step.step().value());
  }

  @Override
  public void remove(MachineStep step) {
    script.play(
        "remove " + step.component(),
        () -> {
          removed(step);
          return true;
        });
  }

  private synchronized void removed(MachineStep step) {
    ledger.current(step.run());
    var machine = step.machine();
    guests.remove(machine.vmid());
    if (ledger.stood(machine) && !ledger.current(step.run()).pastNoReturn) {
      ledger.complain("removed " + machine + " while the change could still be undone");
    }
    if (lost.contains(machine.node())) {
      ledger.abandons(machine);
    } else {
      ledger.givesBack(machine);
    }
  }

  @Override
  public void guard(MachineStep step) {
    tell(step);
  }

  @Override
  public void rewire(MachineStep step) {
    tell(step);
  }

  @Override
  public void drain(MachineStep step) {
    tell(step);
  }

  private void tell(MachineStep step) {
    script.play(
        step.step().value() + " " + step.component(),
        () -> {
          ledger.current(step.run());
          requireAlive(step.machine().node());
          return true;
        });
  }

  @Override
  public Optional<Problem> tryOut(WholeStep step) {
    return links(step);
  }

  @Override
  public Optional<Problem> reach(WholeStep step) {
    return links(step);
  }

  private Optional<Problem> links(WholeStep step) {
    return script.play(
        step.step().value(),
        () -> {
          ledger.current(step.run());
          return deadLink;
        });
  }

  private void requireAlive(NodeName node) {
    if (lost.contains(node)) {
      throw nodeLost(node);
    }
  }

  /** What a step on a dead node says. */
  public static ApplicationFailure nodeLost(NodeName node) {
    return ApplicationFailure.newFailure(
        node.value() + " is lost",
        FailureTypes.NODE_LOST,
        Problem.of("node-lost", node.value() + " is lost"));
  }
}
