package io.gridwright.domain.placement;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.NodeName;

/**
 * One machine that shall stand on another node.
 *
 * @param component its name within the configuration
 * @param ordinal which of the component's machines, 0..
 * @param from where it stands; it is not moved from anywhere else
 */
public record Move(
    ConfigurationId configurationId, String component, int ordinal, NodeName from, NodeName to) {}
