package io.gridwright.store.grid;

import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.Vmid;
import java.time.Instant;
import java.util.Optional;

/** A VMID of our range and what it stands for; instants are real time. */
public record VmidRow(
    Vmid vmid,
    Optional<MachineId> machineId,
    State state,
    Optional<Instant> tombstonedAt,
    Optional<Instant> reusableAt) {

  /** A tombstoned one is lifted when no task can create it any more, and 24 hours have passed. */
  public enum State {
    HELD,
    TOMBSTONED,
    FREE
  }
}
