package io.gridwright.store.traffic;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.OperationId;
import java.util.Optional;

/**
 * A rule of a balancer or of a firewall.
 *
 * @param componentId where it is in force
 * @param address the virtual address, of a pool member too
 * @param port the virtual port; of a firewall rule the port that it opens
 * @param source who may come in: a CIDR; only of a firewall rule
 */
public record TrafficRuleRow(
    String id,
    OperationId operationId,
    ConfigurationId configurationId,
    Kind kind,
    ComponentId componentId,
    MachineId machineId,
    Optional<String> address,
    int port,
    Optional<String> memberComponent,
    Optional<MachineId> memberMachineId,
    Optional<Integer> memberPort,
    Optional<String> source,
    State state) {

  /** What a rule does. */
  public enum Kind {
    VIRTUAL_IP,
    POOL_MEMBER,
    FIREWALL
  }

  /** Recorded before it is written to the machine, kept until it is gone there. */
  public enum State {
    PLANNED,
    IN_FORCE,
    REMOVED
  }
}
