package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * What a machine that stays holds beyond its allocation while it is changed.
 *
 * @param takenBack whether the change of it is being undone
 */
public record GrowthRow(
    MachineId machineId,
    OperationId operationId,
    ConfigurationId configurationId,
    NodeName node,
    @Nested Capacity amount,
    @ColumnName("is_taken_back") boolean takenBack) {}
