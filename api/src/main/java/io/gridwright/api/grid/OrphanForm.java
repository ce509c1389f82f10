package io.gridwright.api.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.store.grid.OrphanRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/** Something on which ledger and hypervisor do not agree: what it is, and what to do. */
public record OrphanForm(
    String id,
    OrphanRow.Kind kind,
    OrphanRow.State state,
    Optional<String> node,
    Optional<Integer> vmid,
    Optional<String> name,
    @Schema(description = "Whose machine it is, where the ledger knows it")
        Optional<String> configurationId,
    String what,
    String action,
    Instant firstSeenAt,
    Instant lastSeenAt) {
  static OrphanForm from(OrphanRow orphan) {
    return new OrphanForm(
        orphan.id(),
        orphan.kind(),
        orphan.state(),
        orphan.node().map(NodeName::value),
        orphan.vmid().map(Vmid::value),
        orphan.name(),
        orphan.configurationId().map(ConfigurationId::value),
        orphan.what(),
        orphan.action(),
        orphan.firstSeenAt(),
        orphan.lastSeenAt());
  }
}
