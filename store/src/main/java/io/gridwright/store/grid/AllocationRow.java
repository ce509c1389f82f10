package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.AllocationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/** What a machine holds on a node, from an instant to an instant of business time. */
public record AllocationRow(
    AllocationId id,
    OperationId operationId,
    MachineId machineId,
    ComponentId componentId,
    ConfigurationId configurationId,
    AccountId accountId,
    int ordinal,
    PlacementRole role,
    NodeName node,
    @Nested Capacity amount,
    Instant reservedAt,
    Optional<Instant> committedAt,
    Optional<Instant> billedFrom,
    Optional<Instant> billedTo,
    Optional<Instant> releasedAt) {}
