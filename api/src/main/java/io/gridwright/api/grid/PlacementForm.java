package io.gridwright.api.grid;

import io.gridwright.store.grid.MachineRow;

/** What holds a place on a node now; a swap shows both machines of a component. */
public record PlacementForm(
    String id,
    String configurationId,
    String component,
    int ordinal,
    String role,
    String node,
    int vmid,
    String address,
    String state,
    String operationId) {
  static PlacementForm from(MachineRow machine) {
    return new PlacementForm(
        machine.id().value(),
        machine.configurationId().value(),
        machine.componentName(),
        machine.ordinal(),
        machine.role().name(),
        machine.node().value(),
        machine.vmid().value(),
        machine.privateAddress(),
        machine.state().name(),
        machine.operationId().value());
  }
}
