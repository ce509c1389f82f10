package io.gridwright.workflows.operation;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;

/**
 * A machine of the ledger that steps work on; a reference: everything else is read from the ledger.
 *
 * @param component the component's name, or name and ordinal where it has several machines
 */
public record Target(MachineId id, String component, ComponentKind kind, NodeName node, Vmid vmid) {

  /** A line for operators on what is done with it: {@code clone web-1, vm 10001 on pve2}. */
  public String summary(String verb) {
    return "%s %s, vm %d on %s".formatted(verb, component, vmid.value(), node.value());
  }
}
