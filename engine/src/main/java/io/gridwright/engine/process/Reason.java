package io.gridwright.engine.process;

import java.util.Objects;

/** A failure in one line. */
final class Reason {

  /** What failed and, where its first cause says more, why. */
  static String of(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var what = firstLine(failure);
    var why = firstLine(root);
    return what.contains(why) ? what : what + " (" + why + ")";
  }

  private static String firstLine(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(failure.toString());
  }

  private Reason() {}
}
