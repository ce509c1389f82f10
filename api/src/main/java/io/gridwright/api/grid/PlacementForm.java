package io.gridwright.api.grid;

import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;

/**
 * What holds a place on a node now; a swap shows both machines of a component, a move both places
 * of a machine.
 */
public record PlacementForm(
    String id,
    String configurationId,
    String component,
    int ordinal,
    PlacementRole role,
    String node,
    int vmid,
    String address,
    MachineState state,
    String operationId) {
  static PlacementForm from(MachineRow machine) {
    return new PlacementForm(
        idOf(machine),
        machine.configurationId().value(),
        machine.componentName(),
        machine.ordinal(),
        machine.role(),
        machine.node().value(),
        machine.vmid().value(),
        machine.privateAddress(),
        machine.state(),
        machine.operationId().value());
  }

  /** Of a machine that is being moved both places are listed, each once. */
  static String idOf(MachineRow machine) {
    String id = machine.id().value();
    return machine.role() == PlacementRole.TARGET ? id + "-target" : id;
  }
}
