package io.gridwright.activities.grid;

/** How the removal of a machine from the hypervisor ended. */
sealed interface Removal {

  /** Nothing of ours stands there any more. */
  record Gone() implements Removal {}

  /**
   * Only a person can go on.
   *
   * @param why in a sentence
   * @param action what to type, and where
   */
  record NeedsOperator(String why, String action) implements Removal {}
}
