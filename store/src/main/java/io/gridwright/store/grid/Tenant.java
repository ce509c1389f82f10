package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.Licence;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import java.util.Optional;

/**
 * A machine's worth of someone's component that is on a node, or will be. One that is being moved
 * is on both nodes.
 *
 * @param node where the room is held, which for a move's target is not yet where the machine is
 * @param amount what is held there
 * @param risky whether its configuration, purposes counted in, or its account is of HIGH risk
 * @param dedicated whom its configuration wants its nodes reserved for
 * @param os operating system of its image, by which licences are counted; empty where the catalogue
 *     does not have the image any more
 * @param licence what that costs
 * @param access what its customer expects to be asked of it
 */
public record Tenant(
    NodeName node,
    AccountId accountId,
    ConfigurationId configurationId,
    ComponentId componentId,
    String componentName,
    ComponentKind kind,
    int ordinal,
    MachineId machineId,
    Capacity amount,
    boolean risky,
    Dedication dedicated,
    Optional<String> os,
    Optional<Licence> licence,
    AccessLoad access) {

  /**
   * Accesses as expected by the customer (F81).
   *
   * @param seconds each takes
   * @param bytes each moves
   */
  public record AccessLoad(Optional<Long> perHour, Optional<Long> seconds, Optional<Long> bytes) {}
}
