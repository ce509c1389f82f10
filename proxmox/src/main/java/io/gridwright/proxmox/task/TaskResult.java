package io.gridwright.proxmox.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a task ended. */
public sealed interface TaskResult {

  /** It did what it was asked. */
  record Ok() implements TaskResult {}

  /**
   * It did what it was asked, and something beside it went wrong; the log tells what.
   *
   * @param count of warnings, at least 1
   */
  record Warnings(int count) implements TaskResult {}

  /**
   * It failed.
   *
   * @param text one line, the reason in the server's words; for migrate and vzdump only in the log
   */
  record Failed(String text) implements TaskResult {}

  /**
   * The worker was killed, or its node restarted: nobody knows how far it came.
   *
   * @param text as the server put it, {@code unexpected status}
   */
  record Unexpected(String text) implements TaskResult {}

  /** Whether the task did what it was asked; warnings don't spoil it. */
  default boolean succeeded() {
    return this instanceof Ok || this instanceof Warnings;
  }

  /** Reads an exit status. */
  static TaskResult of(String exitStatus) {
    String text = exitStatus.strip();
    if (text.equals("OK")) {
      return new Ok();
    }
    Matcher warnings = Pattern.compile("WARNINGS: (\\d+)").matcher(text);
    if (warnings.matches()) {
      return new Warnings(Integer.parseInt(warnings.group(1)));
    }
    boolean lost =
        text.isEmpty()
            || text.startsWith("unexpected status")
            || text.startsWith("unable to get last line")
            || text.startsWith("unable to read tail");
    return lost ? new Unexpected(text) : new Failed(text);
  }
}
