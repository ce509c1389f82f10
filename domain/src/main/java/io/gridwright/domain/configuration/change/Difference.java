package io.gridwright.domain.configuration.change;

/**
 * One thing in which a component differs from what is desired.
 *
 * @param why a clause, such as {@code memoryMiB 1024 to 2048}
 */
record Difference(How how, Interruption interruption, String why) {

  static Difference live(String why) {
    return new Difference(How.LIVE, Interruption.NONE, why);
  }

  /** Only words, or what the next rebuilding will use. */
  static Difference unnoticed(String why) {
    return new Difference(How.NONE, Interruption.NONE, why);
  }
}
