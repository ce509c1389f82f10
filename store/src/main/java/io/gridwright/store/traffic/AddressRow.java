package io.gridwright.store.traffic;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.Optional;

/**
 * An address and who holds it.
 *
 * @param scope {@code PUBLIC}, or the CIDR of a private subnet
 * @param address dotted IPv4
 * @param machineId empty while it is claimed and no machine is reserved yet
 */
public record AddressRow(
    String scope,
    String address,
    AddressState state,
    Optional<AddressUse> addressUse,
    Optional<AccountId> accountId,
    Optional<ConfigurationId> configurationId,
    Optional<ComponentId> componentId,
    Optional<MachineId> machineId,
    Optional<OperationId> operationId,
    Optional<Instant> heldAt) {
  public static final String PUBLIC = "PUBLIC";

  public boolean isPublic() {
    return scope.equals(PUBLIC);
  }
}
