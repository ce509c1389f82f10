package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import java.time.Instant;
import java.util.Optional;

/**
 * Something on which ledger and hypervisor do not agree.
 *
 * @param what is the matter, in a sentence
 * @param action what happens by itself or what to type
 * @param configurationId whose machine it is, where the ledger knows it
 */
public record OrphanRow(
    String id,
    Kind kind,
    State state,
    Optional<NodeName> node,
    Optional<Vmid> vmid,
    Optional<String> name,
    String what,
    String action,
    Optional<MachineId> machineId,
    Optional<ConfigurationId> configurationId,
    Instant firstSeenAt,
    Instant lastSeenAt) {

  /** What it is. */
  public enum Kind {
    MACHINE,
    VOLUME,
    ADDRESS,
    CAPACITY,
    TASK
  }

  /** Who has to end it: nobody yet, the sweep, time, or a person. */
  public enum State {
    UNKNOWN,
    ABANDONED,
    RETAINED,
    NEEDS_OPERATOR
  }
}
