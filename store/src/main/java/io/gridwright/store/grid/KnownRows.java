package io.gridwright.store.grid;

import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.operation.OperationRepository;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.UnknownOperationException;
import org.jdbi.v3.core.Handle;

/** Rows that must be there, since whoever asks was given their ids by the ledger. */
final class KnownRows {
  private KnownRows() {}

  static OperationRow operation(Handle handle, OperationId id) {
    return handle
        .attach(OperationRepository.class)
        .find(id)
        .orElseThrow(() -> new UnknownOperationException(id));
  }

  static MachineRow machine(Handle handle, MachineId id) {
    return handle
        .attach(MachineRepository.class)
        .find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("machine " + id.value() + " is not in the ledger"));
  }
}
