package io.gridwright.bench.search;

import io.gridwright.scheduler.reassign.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Progress on standard error: a bar on a terminal, else a line now and then. */
final class ProgressLine implements Consumer<Progress> {
  private static final int WIDTH = 30;
  private static final double SECONDS_OF_BAR = 0.2;
  private static final double SECONDS_OF_LINE = 10;

  private final PrintStream out;
  private final boolean terminal;
  private final double seconds;
  private double next;

  /**
   * @param seconds that the search has
   */
  ProgressLine(PrintStream out, boolean terminal, double seconds) {
    this.out = out;
    this.terminal = terminal;
    this.seconds = seconds;
  }

  @Override
  public void accept(Progress progress) {
    if (progress.seconds() < next) {
      return;
    }
    next = progress.seconds() + (terminal ? SECONDS_OF_BAR : SECONDS_OF_LINE);
    int done = (int) Math.min(WIDTH, WIDTH * progress.seconds() / seconds);
    String text =
        String.format(
            Locale.ROOT,
            "%5.0f s of %.0f s, cost %d",
            progress.seconds(),
            seconds,
            progress.cost());
    if (terminal) {
      out.printf("\r[%s%s] %s", "#".repeat(done), ".".repeat(WIDTH - done), text);
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Leaves the bar's line. */
  void end() {
    if (terminal) {
      out.println();
    }
  }
}
