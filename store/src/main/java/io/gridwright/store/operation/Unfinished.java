package io.gridwright.store.operation;

import io.gridwright.domain.configuration.ConfigurationId;
import java.time.Instant;

/**
 * A configuration with operations that have not ended.
 *
 * @param takenUp whether its workflow has seen all of it: one of them runs, and no wish to stop
 *     waits to be heeded. Then only a workflow that was lost needs to be told
 * @param changedAt when the newest of what its workflow must know became true
 */
public record Unfinished(ConfigurationId configuration, boolean takenUp, Instant changedAt) {}
