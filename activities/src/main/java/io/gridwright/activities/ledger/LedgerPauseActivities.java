package io.gridwright.activities.ledger;

import io.gridwright.activities.operation.Targets;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.traffic.PauseActivities;
import java.util.List;

/** See {@link PauseActivities}. */
public final class LedgerPauseActivities implements PauseActivities {
  private final OperationLedger operations;
  private final MachineLedger machines;
  private final TrafficLedger traffic;
  private final Targets targets;

  public LedgerPauseActivities(
      OperationLedger operations, MachineLedger machines, TrafficLedger traffic, Targets targets) {
    this.operations = operations;
    this.machines = machines;
    this.traffic = traffic;
    this.targets = targets;
  }

  @Override
  public List<Target> balancers(OperationRun run) {
    OperationRow operation = operations.required(run.operation());
    ComponentId balancer =
        new ComponentId(operation.payload().orElseThrow().content().get("balancerId").asText());
    return targets.of(
        operation.configurationId(),
        machines.ofConfiguration(operation.configurationId()).stream()
            .filter(machine -> machine.componentId().equals(balancer))
            .filter(this::follows)
            .toList());
  }

  /** Whether it has a file; else its first one is written after this, and has the pauses in it. */
  private boolean follows(MachineRow machine) {
    return machine.state() == MachineState.RUNNING && traffic.wasBalanced(machine.id());
  }
}
