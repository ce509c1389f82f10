package io.gridwright.domain.grid;

/** Whether room is held by the component's own machine, or for what will take its place. */
public enum PlacementRole {
  ORIGINAL,
  /** Built beside what serves, to take its place or join it: nothing is sent to it yet (F125). */
  DUPLICATE,
  /** Nothing is sent to it any more: what took its place serves, and it goes. */
  REPLACED,
  /** Room on another node for an original that is being moved there; never a machine's own role. */
  TARGET
}
