package io.gridwright.scheduler.factor;

/** Shares in thousandths, cut off at 0 and 1000. */
final class Shares {
  private Shares() {}

  /** What is used of something; all of what there is nothing of. */
  static int of(long used, long all) {
    return all <= 0 ? 1000 : (int) Math.max(0, Math.min(1000, used * 1000 / all));
  }
}
