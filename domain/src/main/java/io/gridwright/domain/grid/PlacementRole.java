package io.gridwright.domain.grid;

/** Whether room is held by the component's own machine, or for what will take its place. */
public enum PlacementRole {
  ORIGINAL,
  /** The duplicate that will replace the original (F125). */
  DUPLICATE,
  /** Room on another node for an original that is being moved there; never a machine's own role. */
  TARGET
}
