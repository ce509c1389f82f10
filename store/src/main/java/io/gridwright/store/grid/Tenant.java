package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.NodeName;

/** A machine's worth of someone's component that is on a node, or will be. */
public record Tenant(
    NodeName node,
    AccountId accountId,
    ConfigurationId configurationId,
    ComponentId componentId,
    String componentName,
    ComponentKind kind) {}
