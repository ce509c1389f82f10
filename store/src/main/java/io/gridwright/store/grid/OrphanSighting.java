package io.gridwright.store.grid;

import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import java.util.Optional;

/**
 * An orphan as a sweep or a step saw it.
 *
 * @param identity what makes two sightings the same orphan, such as {@code MACHINE pve1/10007}; at
 *     most 190 characters
 */
public record OrphanSighting(
    String identity,
    OrphanRow.Kind kind,
    OrphanRow.State state,
    Optional<NodeName> node,
    Optional<Vmid> vmid,
    Optional<String> name,
    String what,
    String action,
    Optional<MachineId> machineId) {}
