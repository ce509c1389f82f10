package io.gridwright.bench;

/**
 * A value and what it is held against.
 *
 * @param seconds of what was measured
 * @param baseline what the ratio is to
 * @param baselineSeconds of that, in the same run
 */
record Measured(String what, double seconds, String baseline, double baselineSeconds) {

  /** Above 1: slower than the baseline. */
  double ratio() {
    return seconds / baselineSeconds;
  }
}
