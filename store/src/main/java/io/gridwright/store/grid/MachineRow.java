package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A machine and all that is needed to create it.
 *
 * @param ordinal 0.. within its component
 * @param mac locally administered, unique as the VMID is
 * @param vlanTag 1..4094, of the account
 * @param subnet CIDR, of the configuration; its first host is the gateway
 * @param privateAddress dotted IPv4 within the subnet
 * @param operationId the one that planned it
 * @param epoch of the last run that wrote to it
 * @param upid the task last begun for it on the hypervisor
 * @param suspended whether its addresses are withdrawn and pools send it nothing, while it runs
 * @param reachable host and port by address and guest port, where the emulator serves them
 */
public record MachineRow(
    MachineId id,
    ComponentId componentId,
    String componentName,
    ConfigurationId configurationId,
    AccountId accountId,
    int ordinal,
    PlacementRole role,
    NodeName node,
    Vmid vmid,
    String mac,
    int vlanTag,
    String subnet,
    String privateAddress,
    MachineState state,
    OperationId operationId,
    Epoch epoch,
    Optional<String> upid,
    Optional<Map<String, Map<String, String>>> reachable,
    boolean suspended,
    Instant createdAt,
    Optional<Instant> goneAt) {

  /** The place that it holds in its configuration. */
  public Part part() {
    return new Part(componentId, ordinal);
  }

  /** As it will stand where room is held for it. */
  MachineRow at(AllocationRow held) {
    return heldFor(held.operationId(), held.role(), held.node());
  }

  /** This machine as the holder of room that an operation takes for it on a node. */
  MachineRow heldFor(OperationId operation, PlacementRole as, NodeName on) {
    return new MachineRow(
        id,
        componentId,
        componentName,
        configurationId,
        accountId,
        ordinal,
        as,
        on,
        vmid,
        mac,
        vlanTag,
        subnet,
        privateAddress,
        state,
        operation,
        epoch,
        upid,
        reachable,
        suspended,
        createdAt,
        goneAt);
  }
}
