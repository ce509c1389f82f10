package io.gridwright.store.configuration;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationId;
import java.time.Instant;
import java.util.Optional;

/**
 * A component over its life.
 *
 * @param runningSince real time
 * @param allocatedSince business time
 */
public record ComponentRow(
    ComponentId id,
    ConfigurationId configurationId,
    String name,
    ComponentKind kind,
    boolean stateless,
    ComponentState state,
    Instant createdAt,
    Optional<Instant> runningSince,
    Optional<Instant> allocatedSince,
    Optional<Instant> deletedAt) {}
