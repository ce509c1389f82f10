package io.gridwright.emulator.grid;

/** Whether a node's cable is plugged. */
public enum NodeNetwork {
  CONNECTED,
  PARTITIONED
}
