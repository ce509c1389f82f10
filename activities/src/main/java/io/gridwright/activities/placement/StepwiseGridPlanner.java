package io.gridwright.activities.placement;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Reason;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.Assignment;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.Tenant;
import io.gridwright.workflows.grid.GridPlanningActivities.DrainPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One configuration after another, each by the scheduler that places orders, on a grid that has
 * what the steps before it left. Exact for each step, not for the whole.
 */
public final class StepwiseGridPlanner implements GridPlanner {
  /** What a move must gain of the scarcest resource: less is not worth a migration. */
  private static final double WORTHWHILE = 0.05;

  private static final Set<MachineState> MOVABLE =
      Set.of(MachineState.BUILT, MachineState.RUNNING, MachineState.STOPPED);

  private final Scheduler scheduler;
  private final NodeLedger nodes;
  private final MachineLedger machines;

  public StepwiseGridPlanner(Scheduler scheduler, NodeLedger nodes, MachineLedger machines) {
    this.scheduler = scheduler;
    this.nodes = nodes;
    this.machines = machines;
  }

  @Override
  public DrainPlan drain(NodeName node, Set<Vmid> kept) {
    StandingGrid grid = new StandingGrid(nodes.list());
    Map<MachineId, MachineRow> rows = rows();
    Set<MachineId> underWay = underWay(grid);
    List<Move> moves = new ArrayList<>();
    List<Remaining> left = new ArrayList<>();
    int moving = 0;
    Map<ConfigurationId, List<Tenant>> free = new TreeMap<>(comparing(ConfigurationId::value));
    for (Tenant machine : grid.on(node)) {
      if (underWay.contains(machine.machineId())) {
        moving++;
      } else {
        Optional<String> why = whyNot(rows.get(machine.machineId()), kept);
        why.ifPresentOrElse(
            reason -> left.add(remaining(machine, reason)),
            () ->
                free.computeIfAbsent(machine.configurationId(), id -> new ArrayList<>())
                    .add(machine));
      }
    }
    free.values().forEach(together -> drain(grid, together, node, moves, left));
    return new DrainPlan(moves, left, moving);
  }

  private void drain(
      StandingGrid grid,
      List<Tenant> machines,
      NodeName from,
      List<Move> moves,
      List<Remaining> left) {
    machines.forEach(machine -> grid.take(machine, from));
    List<Remaining> refused = place(grid, machines, from, moves);
    if (refused.isEmpty()) {
      return;
    }
    if (machines.size() == 1) {
      grid.put(machines.get(0), from);
      left.addAll(refused);
      return;
    }
    // Not all of them together; what can go alone goes.
    machines.forEach(machine -> grid.put(machine, from));
    machines.forEach(machine -> drain(grid, List.of(machine), from, moves, left));
  }

  @Override
  public List<Move> rebalance(int maximumMoves, Set<Vmid> kept) {
    StandingGrid grid = new StandingGrid(nodes.list());
    Map<MachineId, MachineRow> rows = rows();
    Set<MachineId> still = new HashSet<>(underWay(grid));
    List<Move> moves = new ArrayList<>();
    while (moves.size() < maximumMoves) {
      Optional<Tenant> best = best(grid, rows, still, kept, moves);
      if (best.isEmpty()) {
        return moves;
      }
      still.add(best.get().machineId()); // no machine is moved twice
    }
    return moves;
  }

  /** Makes the step that gains most at the fullest node; empty where none is worth it. */
  private Optional<Tenant> best(
      StandingGrid grid,
      Map<MachineId, MachineRow> rows,
      Set<MachineId> still,
      Set<Vmid> kept,
      List<Move> moves) {
    Optional<NodeName> fullest =
        grid.inUse().stream().max(comparingDouble(node -> grid.share(node, Capacity.NONE)));
    if (fullest.isEmpty()) {
      return Optional.empty();
    }
    NodeName from = fullest.get();
    double before = grid.share(from, Capacity.NONE);
    Optional<Tenant> best = Optional.empty();
    Optional<NodeName> target = Optional.empty();
    double least = before - WORTHWHILE;
    for (Tenant machine : grid.on(from)) {
      if (still.contains(machine.machineId())
          || whyNot(rows.get(machine.machineId()), kept).isPresent()) {
        continue;
      }
      grid.take(machine, from);
      double left = grid.share(from, Capacity.NONE);
      Optional<NodeName> to = place(grid, List.of(machine), from).map(a -> a.get(0).node());
      double after = to.map(n -> Math.max(left, grid.share(n, machine.amount()))).orElse(before);
      grid.put(machine, from);
      if (after < least) {
        least = after;
        best = Optional.of(machine);
        target = to;
      }
    }
    if (best.isPresent()) {
      grid.take(best.get(), from);
      grid.put(best.get(), target.orElseThrow());
      moves.add(move(best.get(), from, target.get()));
    }
    return best;
  }

  @Override
  public Loss ifLost(NodeName node) {
    StandingGrid grid = new StandingGrid(nodes.list());
    List<Remaining> wouldNotFit = new ArrayList<>();
    Map<ConfigurationId, List<Tenant>> lost =
        grid.on(node).stream()
            .collect(
                groupingBy(
                    Tenant::configurationId,
                    () -> new TreeMap<>(comparing(ConfigurationId::value)),
                    Collectors.toList()));
    lost.values().forEach(together -> drain(grid, together, node, new ArrayList<>(), wouldNotFit));
    return new Loss(node, wouldNotFit);
  }

  /** Puts machines of one configuration somewhere else; answers those that find no place. */
  private List<Remaining> place(
      StandingGrid grid, List<Tenant> machines, NodeName from, List<Move> moves) {
    var answer = scheduler.solve(grid.problem(machines, from));
    if (answer instanceof Refused refused) {
      return machines.stream()
          .map(machine -> remaining(machine, words(refused, machine.componentName())))
          .toList();
    }
    for (Assignment assignment : ((Placed) answer).assignments()) {
      Tenant machine =
          machines.stream()
              .filter(
                  m ->
                      m.componentId().equals(assignment.component())
                          && m.ordinal() == assignment.ordinal())
              .findFirst()
              .orElseThrow();
      grid.put(machine, assignment.node());
      moves.add(move(machine, from, assignment.node()));
    }
    return List.of();
  }

  private Optional<List<Assignment>> place(
      StandingGrid grid, List<Tenant> machines, NodeName from) {
    return scheduler.solve(grid.problem(machines, from)) instanceof Placed placed
        ? Optional.of(placed.assignments())
        : Optional.empty();
  }

  private static String words(Refused refused, String component) {
    String reasons =
        refused.reasons().stream()
            .filter(reason -> reason.component().equals(component))
            .map(StepwiseGridPlanner::words)
            .collect(Collectors.joining(", "));
    return "No other node takes it: " + (reasons.isEmpty() ? "none is in use" : reasons) + ".";
  }

  private static String words(Reason reason) {
    return "%s on %d (%s)".formatted(reason.rule(), reason.nodes(), reason.nearest());
  }

  private static Optional<String> whyNot(MachineRow row, Set<Vmid> kept) {
    if (row == null || row.role() != PlacementRole.ORIGINAL) {
      return Optional.of("Another operation works on it; it is looked at again.");
    }
    if (row.state().leftBehind()) {
      return Optional.of("It was left behind; the list of orphans says what to do.");
    }
    if (!MOVABLE.contains(row.state())) {
      return Optional.of("It is %s; it is looked at again.".formatted(row.state()));
    }
    return kept.contains(row.vmid())
        ? Optional.of("The cluster's own high-availability manager keeps it; move it by that.")
        : Optional.empty();
  }

  /** Machines that hold room on two nodes. */
  private static Set<MachineId> underWay(StandingGrid grid) {
    return grid.all().stream()
        .collect(groupingBy(Tenant::machineId, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(held -> held.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Map<MachineId, MachineRow> rows() {
    return machines.all().stream().collect(toMap(MachineRow::id, row -> row));
  }

  private static Move move(Tenant machine, NodeName from, NodeName to) {
    return new Move(
        machine.configurationId(), machine.componentName(), machine.ordinal(), from, to);
  }

  private static Remaining remaining(Tenant machine, String reason) {
    return new Remaining(
        machine.configurationId(), machine.componentName(), machine.ordinal(), reason);
  }
}
