package io.gridwright.store.traffic;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import org.jdbi.v3.core.mapper.Nested;

/**
 * What was last said of a pausable thing.
 *
 * @param operationId that said so
 */
public record PauseRow(
    @Nested PausePoint point,
    ConfigurationId configurationId,
    boolean paused,
    OperationId operationId) {}
