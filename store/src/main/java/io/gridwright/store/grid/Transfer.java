package io.gridwright.store.grid;

import io.gridwright.domain.grid.NodeName;

/**
 * A machine for which room is held on another node.
 *
 * @param machine as it stands
 */
public record Transfer(MachineRow machine, NodeName to) {}
