package io.gridwright.domain.grid;

/** Whether a machine is the component itself or the duplicate that will replace it (F125). */
public enum PlacementRole {
  ORIGINAL,
  DUPLICATE
}
