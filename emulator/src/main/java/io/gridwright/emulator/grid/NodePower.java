package io.gridwright.emulator.grid;

/** Whether a node has power. */
public enum NodePower {
  ON,
  OFF
}
