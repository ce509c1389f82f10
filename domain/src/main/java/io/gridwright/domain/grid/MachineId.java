package io.gridwright.domain.grid;

import io.gridwright.domain.Identifier;

/** Names a machine in the ledger; it is the mark of ownership on the hypervisor. Opaque. */
public record MachineId(String value) implements Identifier {
  public MachineId {
    Identifier.required(value, "machine id");
  }
}
