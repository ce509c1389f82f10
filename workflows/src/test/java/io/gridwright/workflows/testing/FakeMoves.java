package io.gridwright.workflows.testing;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.workflows.grid.ClusterKeepActivities;
import io.gridwright.workflows.grid.GridCapacity;
import io.gridwright.workflows.grid.GridForecastActivities;
import io.gridwright.workflows.grid.GridPlanningActivities;
import io.gridwright.workflows.grid.GridWorkActivities;
import io.gridwright.workflows.grid.MigrationActivities;
import io.gridwright.workflows.grid.MoveActivities;
import io.gridwright.workflows.grid.MoveStep;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Machines that change nodes, and works on the grid that are made of such moves. */
public final class FakeMoves
    implements MoveActivities,
        MigrationActivities,
        ClusterKeepActivities,
        GridForecastActivities,
        GridPlanningActivities,
        GridWorkActivities {
  private final FakeLedger ledger;
  private final Script script;
  private final List<Relocation> wanted = new ArrayList<>();
  private final List<Relocation> held = new ArrayList<>();
  private final Set<String> arrived = new HashSet<>();
  private final List<String> stands = new ArrayList<>();
  private final Deque<DrainPlan> plans = new ArrayDeque<>();
  private final List<Move> moves = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private Optional<Problem> noRoom = Optional.empty();
  private boolean stopped;

  FakeMoves(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  /** A machine that the operation shall move from pve1. */
  public synchronized void wants(String component, String to) {
    var number = 10_001 + wanted.size();
    wanted.add(
        new Relocation(
            new Target(
                new MachineId("machine-" + number),
                component,
                ComponentKind.WEB,
                new NodeName("pve1"),
                new Vmid(number)),
            new NodeName(to)));
  }

  /** An earlier run holds the room already. */
  public synchronized void holds() {
    held.addAll(wanted);
  }

  /** There is no room any more. */
  public synchronized void hasNoRoom(Problem problem) {
    noRoom = Optional.of(problem);
  }

  /** What the ledger has, {@code web pve2}, in the order in which it was written. */
  public synchronized List<String> stands() {
    return List.copyOf(stands);
  }

  public synchronized boolean holdsNothing() {
    return held.isEmpty();
  }

  /** What the next look at a node plans; after the last it is empty. */
  public synchronized void plans(List<Move> next, List<Remaining> left) {
    plans.add(new DrainPlan(next, left, 0));
  }

  /** Moves of a rebalance. */
  public synchronized void rebalances(Move... all) {
    moves.addAll(List.of(all));
  }

  /** An operator stops the work. */
  public synchronized void stop() {
    stopped = true;
  }

  /** How works ended, {@code true words}. */
  public synchronized List<String> ends() {
    return List.copyOf(ends);
  }

  /** A move of one machine from pve1. */
  public static Move move(String configuration, String to) {
    return new Move(
        new ConfigurationId(configuration), "web", 0, new NodeName("pve1"), new NodeName(to));
  }

  @Override
  public Room holdTargets(WholeStep step) {
    return play(
        "hold",
        () -> {
          ledger.current(step.run());
          if (noRoom.isEmpty() && held.isEmpty()) {
            held.addAll(wanted);
          }
          return new Room(held, noRoom);
        });
  }

  @Override
  public List<Relocation> openMoves(WholeStep step) {
    return play(
        "open",
        () -> {
          ledger.current(step.run());
          return new ArrayList<>(held);
        });
  }

  @Override
  public void migrate(MoveStep step) {
    play("migrate " + step.component(), () -> arrived.add(step.component()));
  }

  @Override
  public boolean settle(MoveStep step) {
    return play("settle " + step.component(), () -> arrived.contains(step.component()));
  }

  @Override
  public void arrive(MoveStep step) {
    play(
        "arrive " + step.component(),
        () -> {
          ledger.current(step.run());
          if (!arrived.contains(step.component())) {
            ledger.complain(step.component() + " has not arrived, and its row follows");
          }
          if (held.removeIf(move -> move.machine().equals(step.machine()))) {
            stands.add(step.component() + " " + step.to().value());
          }
          return true;
        });
  }

  @Override
  public void stay(MoveStep step) {
    play(
        "stay " + step.component(),
        () -> {
          ledger.current(step.run());
          if (arrived.contains(step.component())) {
            ledger.complain(step.component() + " has arrived, and its row stays");
          }
          return held.removeIf(move -> move.machine().equals(step.machine()));
        });
  }

  @Override
  public List<Vmid> keptByCluster() {
    return play("kept", List::of);
  }

  @Override
  public List<Move> planRebalance(int maximumMoves, List<Vmid> kept) {
    return play("plan rebalance", () -> List.copyOf(moves));
  }

  @Override
  public GridCapacity forecast() {
    return play(
        "forecast",
        () ->
            new GridCapacity(
                List.of(
                    new GridCapacity.OfNode(
                        new NodeName("pve1"),
                        NodeState.ONLINE,
                        Capacity.NONE,
                        Capacity.NONE,
                        List.of()))));
  }

  @Override
  public DrainPlan planDrain(NodeName node, List<Vmid> kept) {
    return play(
        "plan drain",
        () -> plans.isEmpty() ? new DrainPlan(List.of(), List.of(), 0) : plans.poll());
  }

  @Override
  public Work gridWork(GridWorkId work) {
    return play(
        "work", () -> new Work(!stopped, Optional.of(new NodeName("pve1")), List.copyOf(moves)));
  }

  @Override
  public Submitted submitMove(GridWorkId work, String step, MoveReason reason, List<Move> those) {
    var id = those.get(0).configurationId().value();
    return play(
        "submit " + id,
        () -> new Submitted(Optional.of(new OperationId("move-" + id)), Optional.empty()));
  }

  @Override
  public Optional<MoveEnd> moveEnd(OperationId operation) {
    return play(
        "end of " + operation.value(),
        () ->
            script.count("end of " + operation.value()) < 2
                ? Optional.empty()
                : Optional.of(new MoveEnd(!operation.value().contains("bad"), "It stays.")));
  }

  @Override
  public void tellLeft(GridWorkId work, List<Remaining> left, String words) {
    play("left " + left.size(), () -> true);
  }

  @Override
  public void endGridWork(GridWorkId work, boolean done, String words) {
    play("end work", () -> ends.add(done + " " + words));
  }

  private <T> T play(String step, Supplier<T> effect) {
    return script.play(
        step,
        () -> {
          synchronized (this) {
            return effect.get();
          }
        });
  }
}
