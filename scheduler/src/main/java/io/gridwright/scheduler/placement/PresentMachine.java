package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;

/**
 * A machine that stands on a node already and stays there. Leave out what is lost or about to go.
 *
 * @param ordinal which machine of its component
 */
public record PresentMachine(
    ConfigurationId configuration, ComponentId component, ComponentKind kind, int ordinal) {}
