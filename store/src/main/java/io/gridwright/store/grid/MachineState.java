package io.gridwright.store.grid;

/** State of a machine in the ledger: always written before the effect that it announces. */
public enum MachineState {
  PLANNED,
  CREATING,
  BUILT,
  RUNNING,
  STOPPED,
  REMOVING,
  GONE,
  /** On a node that cannot be reached; keeps VMID, address and capacity until the sweep ends it. */
  ABANDONED,
  /** Came back with a node, with data that may be wanted; stopped and kept for 14 days. */
  RETAINED,
  /** Only a person can end it; what to type stands with its orphan. */
  NEEDS_OPERATOR;

  /** Whether no operation touches it any more; the sweep does. */
  public boolean leftBehind() {
    return this == ABANDONED || this == RETAINED || this == NEEDS_OPERATOR;
  }
}
