package io.gridwright.domain.grid;

import io.gridwright.domain.Identifier;

/** Names an allocation in the ledger; opaque. */
public record AllocationId(String value) implements Identifier {
  public AllocationId {
    Identifier.required(value, "allocation id");
  }
}
