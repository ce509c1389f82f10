package io.gridwright.store.operation;

import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.store.StaleEpochException;
import org.jdbi.v3.core.Handle;

/**
 * The gate of every write of an operation: only the newest run of an operation that has not ended
 * passes, and keeps its row locked until the transaction ends, so that no newer run begins beside.
 */
public final class CurrentRun {
  private CurrentRun() {}

  /** Passes with the row locked for others' writes and reads for update. */
  public static OperationRow exclusive(Handle handle, OperationId id, Epoch epoch) {
    return checked(
        handle
            .attach(OperationRepository.class)
            .lock(id)
            .orElseThrow(() -> new UnknownOperationException(id)),
        epoch);
  }

  /** Passes with the row locked for others' writes; several activities of one run pass at once. */
  public static OperationRow shared(Handle handle, OperationId id, Epoch epoch) {
    return checked(
        handle
            .attach(OperationRepository.class)
            .share(id)
            .orElseThrow(() -> new UnknownOperationException(id)),
        epoch);
  }

  static OperationRow checked(OperationRow row, Epoch epoch) {
    if (row.state() != OperationState.RUNNING || !row.epoch().equals(epoch)) {
      throw new StaleEpochException(row.id(), epoch, row.epoch(), row.state());
    }
    return row;
  }
}
