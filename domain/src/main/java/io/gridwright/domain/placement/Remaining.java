package io.gridwright.domain.placement;

import io.gridwright.domain.configuration.ConfigurationId;

/**
 * A machine that stays where it is though it should go, or that would find no other place.
 *
 * @param component its name within the configuration
 * @param reason a sentence for operators
 */
public record Remaining(
    ConfigurationId configurationId, String component, int ordinal, String reason) {}
