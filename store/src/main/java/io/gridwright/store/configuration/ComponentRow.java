package io.gridwright.store.configuration;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.power.WantedPower;
import java.time.Instant;
import java.util.Optional;

/**
 * A component over its life.
 *
 * @param wantedPower what its customer wants of it, whatever its state
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
    WantedPower wantedPower,
    Instant createdAt,
    Optional<Instant> runningSince,
    Optional<Instant> allocatedSince,
    Optional<Instant> deletedAt) {}
