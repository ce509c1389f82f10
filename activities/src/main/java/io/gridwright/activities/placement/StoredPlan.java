package io.gridwright.activities.placement;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.scheduler.placement.Standing;
import io.gridwright.store.grid.Placed;
import io.gridwright.store.json.DomainJson;
import io.gridwright.store.operation.OperationLedger;
import java.util.List;
import java.util.Map;

/**
 * A placement as it was decided, kept so that everything after it follows the same decision.
 *
 * @param proved whether no better one exists
 * @param gap relative distance from the best that may exist
 * @param wholeGrid whether all nodes were looked at, not only one planner's share
 */
public record StoredPlan(boolean proved, double gap, boolean wholeGrid, List<Machine> machines) {
  public StoredPlan {
    machines = List.copyOf(machines);
  }

  /** One machine, what it takes of its node, what each factor said, how the node compared. */
  public record Machine(
      ComponentId component,
      String name,
      int ordinal,
      NodeName node,
      Capacity demand,
      Map<String, Long> score,
      Standing standing) {}

  /** The machines as the ledger reserves them. */
  public List<Placed> placement(PlacementRole role) {
    return machines.stream()
        .map(
            machine ->
                new Placed(
                    machine.component(),
                    machine.name(),
                    machine.ordinal(),
                    role,
                    machine.node(),
                    machine.demand()))
        .toList();
  }

  /** Keeps it; returns its number, 1... */
  int store(OperationLedger operations, OperationId operation, Epoch epoch) {
    return operations.storePlan(
        operation,
        epoch,
        DomainJson.mapper().convertValue(this, new TypeReference<Map<String, Object>>() {}));
  }

  /** The plan of that number. */
  public static StoredPlan read(OperationLedger operations, OperationId operation, int number) {
    return operations
        .plan(operation, number)
        .map(plan -> DomainJson.mapper().convertValue(plan, StoredPlan.class))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "operation %s has no plan %d in this ledger"
                        .formatted(operation.value(), number)));
  }
}
