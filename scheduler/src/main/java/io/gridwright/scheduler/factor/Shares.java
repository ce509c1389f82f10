package io.gridwright.scheduler.factor;

/** Shares in thousandths, cut off at 0 and 1000. */
final class Shares {
  private static final long SMALL = Integer.MAX_VALUE / 1000;

  private Shares() {}

  /** What is used of something; all of what there is nothing of. */
  static int of(long used, long all) {
    if (used >= all || all <= 0) {
      return 1000;
    }
    if (used <= 0) {
      return 0;
    }
    // Dividing ints takes a third of the time, and a scan divides often.
    return all <= SMALL ? (int) used * 1000 / (int) all : (int) (used * 1000 / all);
  }
}
