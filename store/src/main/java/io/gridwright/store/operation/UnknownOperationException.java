package io.gridwright.store.operation;

import io.gridwright.domain.operation.OperationId;

/** No such operation: a wrong id, or another database than the one that accepted it. */
public final class UnknownOperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownOperationException(OperationId id) {
    super("operation " + id.value() + " is not in this ledger; check which database is used");
  }
}
