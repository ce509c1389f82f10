package io.gridwright.activities.placement;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Reason;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.reassign.SearchBudget;
import io.gridwright.scheduler.rebalance.Evacuation;
import io.gridwright.scheduler.rebalance.Rebalancer;
import io.gridwright.scheduler.rebalance.Resident;
import io.gridwright.scheduler.rebalance.Step;
import io.gridwright.store.Store;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.store.grid.Tenant;
import io.gridwright.workflows.grid.GridPlanningActivities.DrainPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** See {@link GridPlanner}: the scheduler's own batches, on the ledger as it is. */
public final class SolverGridPlanner implements GridPlanner {
  /** Proposals of a search; about a second's worth, and the same plan for the same grid. */
  private static final SearchBudget REBALANCING = SearchBudget.ofSteps(400_000, 1);

  private static final Set<MachineState> MOVABLE =
      Set.of(MachineState.BUILT, MachineState.RUNNING, MachineState.STOPPED);

  private final GridSnapshot snapshot;
  private final Store store;

  public SolverGridPlanner(GridSnapshot snapshot, Store store) {
    this.snapshot = snapshot;
    this.store = store;
  }

  @Override
  public DrainPlan drain(NodeName node, Set<Vmid> kept) {
    var seen = snapshot.look();
    Set<MachineId> underWay = underWay(seen);
    Map<MachineId, MachineRow> rows = rows();
    Set<MachineId> stuck = waitingForOperators();
    List<Remaining> left = new ArrayList<>();
    Map<Resident, Tenant> free = new HashMap<>();
    int moving = 0;
    for (var entry : seen.machines().entrySet()) {
      Tenant tenant = entry.getKey();
      if (!tenant.node().equals(node)) {
        continue;
      }
      Optional<String> why = whyNot(rows.get(tenant.machineId()), kept, stuck);
      if (underWay.contains(tenant.machineId())) {
        moving++;
      } else if (why.isPresent()) {
        left.add(remaining(tenant, why.get()));
      } else {
        free.put(new Resident(entry.getValue(), node), tenant);
      }
    }
    var plan =
        new Evacuation(new Scheduler(store.policy().current()))
            .plan(seen.grid(), List.copyOf(free.keySet()));
    plan.left().forEach(l -> left.add(remaining(free.get(l.resident()), words(l.why()))));
    return new DrainPlan(
        plan.steps().stream().map(step -> move(free.get(step.resident()), step)).toList(),
        left,
        moving);
  }

  @Override
  public List<Move> rebalance(int maximumMoves, Set<Vmid> kept) {
    var seen = snapshot.look();
    Set<MachineId> underWay = underWay(seen);
    Map<MachineId, MachineRow> rows = rows();
    Set<MachineId> stuck = waitingForOperators();
    Map<Resident, Tenant> free = new HashMap<>();
    List<Resident> residents = new ArrayList<>();
    seen.machines()
        .forEach(
            (tenant, machine) -> {
              if (!underWay.contains(tenant.machineId())
                  && whyNot(rows.get(tenant.machineId()), kept, stuck).isEmpty()) {
                Resident resident = new Resident(machine, tenant.node());
                residents.add(resident);
                free.put(resident, tenant);
              }
            });
    try {
      return new Rebalancer(store.policy().current())
          .plan(seen.grid(), residents, maximumMoves, REBALANCING).steps().stream()
              .map(step -> move(free.get(step.resident()), step))
              .toList();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker stops; the plan is made elsewhere", stopping);
    }
  }

  @Override
  public List<Loss> ifLost(List<NodeName> nodes) {
    var seen = snapshot.look();
    Map<Resident, Tenant> there = new HashMap<>();
    seen.machines()
        .forEach((tenant, machine) -> there.put(new Resident(machine, tenant.node()), tenant));
    Evacuation evacuation = new Evacuation(new Scheduler(store.policy().current()));
    return nodes.stream()
        .filter(seen.grid()::knows)
        .map(
            node ->
                new Loss(
                    node,
                    evacuation.ifLost(seen.grid(), node).stream()
                        .map(l -> remaining(there.get(l.resident()), words(l.why())))
                        .toList()))
        .toList();
  }

  private static String words(Refused refused) {
    String reasons =
        refused.reasons().stream()
            .flatMap(reason -> elsewhere(reason).stream())
            .map(SolverGridPlanner::words)
            .distinct()
            .collect(joining(", "));
    return "No other node takes it: " + (reasons.isEmpty() ? "none is in use" : reasons) + ".";
  }

  /** The node that is left is closed too, which is no reason of another. */
  private static Optional<Reason> elsewhere(Reason reason) {
    if (!reason.rule().equals("nodeState")) {
      return Optional.of(reason);
    }
    return reason.nodes() == 1
        ? Optional.empty()
        : Optional.of(
            new Reason(
                reason.component(), reason.rule(), reason.nodes() - 1, "not open for placement"));
  }

  private static String words(Reason reason) {
    return "%s on %d (%s)".formatted(reason.rule(), reason.nodes(), reason.nearest());
  }

  private static Optional<String> whyNot(
      MachineRow row, Set<Vmid> kept, Set<MachineId> waitingForOperators) {
    if (row == null || row.role() != PlacementRole.ORIGINAL) {
      return Optional.of("Another operation works on it; it is looked at again.");
    }
    if (row.state().leftBehind()) {
      return Optional.of("It was left behind; the list of orphans says what to do.");
    }
    if (waitingForOperators.contains(row.id())) {
      return Optional.of("It waits for an operator; the list of orphans says what to type.");
    }
    if (!MOVABLE.contains(row.state())) {
      return Optional.of("It is %s; it is looked at again.".formatted(row.state()));
    }
    return kept.contains(row.vmid())
        ? Optional.of("The cluster's own high-availability manager keeps it; move it by that.")
        : Optional.empty();
  }

  /** Machines that hold room on two nodes. */
  private static Set<MachineId> underWay(GridSnapshot.Seen seen) {
    return seen.machines().keySet().stream()
        .collect(groupingBy(Tenant::machineId, counting()))
        .entrySet()
        .stream()
        .filter(held -> held.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  /** Such as machines with a lock that no token may remove: each move of them would fail. */
  private Set<MachineId> waitingForOperators() {
    return store.orphans().open().stream()
        .filter(orphan -> orphan.state() == OrphanRow.State.NEEDS_OPERATOR)
        .flatMap(orphan -> orphan.machineId().stream())
        .collect(toSet());
  }

  private Map<MachineId, MachineRow> rows() {
    return store.machines().all().stream().collect(toMap(MachineRow::id, row -> row));
  }

  private static Move move(Tenant machine, Step step) {
    return new Move(
        machine.configurationId(),
        machine.componentName(),
        machine.ordinal(),
        step.from(),
        step.to());
  }

  private static Remaining remaining(Tenant machine, String reason) {
    return new Remaining(
        machine.configurationId(), machine.componentName(), machine.ordinal(), reason);
  }
}
