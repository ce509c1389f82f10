package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;

/**
 * One machine of a placement.
 *
 * @param ordinal 0.. within its component
 * @param demand what it takes of the node: the effective demand, not the size as ordered
 */
public record Placed(
    ComponentId componentId,
    String componentName,
    int ordinal,
    PlacementRole role,
    NodeName node,
    Capacity demand) {}
