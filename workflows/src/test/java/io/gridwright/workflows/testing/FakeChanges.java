package io.gridwright.workflows.testing;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.workflows.grid.ChangeActivities;
import io.gridwright.workflows.grid.ResizeActivities;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who serves, in {@link FakeLedger}: a balancer and a database stay, a web server is replaced. One
 * of each, since the test server fails a task that cancels a step which has just ended beside.
 */
public final class FakeChanges implements ChangeActivities, ResizeActivities {
  private final FakeLedger ledger;
  private final Script script;
  private final List<Target> balancing = new ArrayList<>();
  private final List<Target> staying = new ArrayList<>();
  private final List<Target> leaving = new ArrayList<>();
  private final List<Target> resized = new ArrayList<>();
  private final Set<Target> larger = new HashSet<>();
  private boolean diverted;
  private boolean told;
  private boolean lostOwn;

  FakeChanges(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  /** A balancer and a database stay, a web server goes. */
  public synchronized void standing() {
    balancing.add(target("lb", ComponentKind.LOAD_BALANCER, 901));
    staying.add(target("db", ComponentKind.DATABASE, 902));
    leaving.add(target("old", ComponentKind.WEB, 903));
    Stream.of(balancing, staying, leaving).flatMap(List::stream).forEach(ledger::stands);
  }

  /** Those that stay do so on another node than the one that goes. */
  public synchronized void stays(String node) {
    balancing.replaceAll(machine -> on(node, machine));
    staying.replaceAll(machine -> on(node, machine));
    Stream.of(balancing, staying).flatMap(List::stream).forEach(ledger::stands);
  }

  private static Target on(String node, Target machine) {
    return new Target(
        machine.id(), machine.component(), machine.kind(), new NodeName(node), machine.vmid());
  }

  /** The ledger names nobody who is to be told. */
  public synchronized void nobodyElseIsThere() {
    balancing.clear();
    staying.clear();
  }

  /** What the change built is on a node that is lost. */
  public synchronized void losesOwn() {
    lostOwn = true;
  }

  /** The database grows where it stands. */
  public synchronized void resizesWhatStays() {
    resized.addAll(staying);
  }

  /** Machines that have another size than they had. */
  public synchronized List<String> larger() {
    return larger.stream().map(Target::component).toList();
  }

  /** An earlier run let requests go to what it had built. */
  public synchronized void divertedBefore() {
    diverted = true;
    told = true;
  }

  /** Whether requests go to what was built. */
  public synchronized boolean isDiverted() {
    return diverted;
  }

  @Override
  public synchronized Concerned concerned(OperationRun run) {
    ledger.current(run);
    return new Concerned(staying, balancing, List.copyOf(resized));
  }

  @Override
  public void resize(MachineStep step) {
    resize(step, true);
  }

  @Override
  public void resizeBack(MachineStep step) {
    resize(step, false);
  }

  private void resize(MachineStep step, boolean towardsNew) {
    script.play(
        step.step().value() + " " + step.component(),
        () -> {
          resized(step, towardsNew);
          return true;
        });
  }

  private synchronized void resized(MachineStep step, boolean towardsNew) {
    ledger.current(step.run());
    if (towardsNew) {
      larger.add(step.machine());
    } else {
      larger.remove(step.machine());
    }
  }

  @Override
  public void divert(WholeStep step) {
    script.play(
        "divert",
        () -> {
          change(step, true);
          return true;
        });
  }

  @Override
  public Restored restore(WholeStep step) {
    return script.play(
        "restore",
        () -> {
          change(step, false);
          return restored();
        });
  }

  private synchronized void change(WholeStep step, boolean towardsNew) {
    ledger.current(step.run());
    diverted = towardsNew;
    told = told || towardsNew || script.calls().contains("open db");
  }

  private synchronized Restored restored() {
    return new Restored(told, lostOwn, larger.isEmpty() ? List.of() : List.copyOf(resized));
  }

  @Override
  public synchronized List<Target> replaced(OperationRun run) {
    ledger.current(run);
    return diverted ? List.copyOf(leaving) : List.of();
  }

  private static Target target(String component, ComponentKind kind, int vmid) {
    return new Target(
        new MachineId("machine-" + vmid), component, kind, new NodeName("pve9"), new Vmid(vmid));
  }
}
