package io.gridwright.emulator.task;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a worker task.
 *
 * @param pid process id
 * @param pstart start of the process in ticks since the node's boot
 * @param startTime seconds since the epoch
 * @param user {@code name@realm} or {@code name@realm!token}
 */
public record Upid(
    String node, long pid, long pstart, long startTime, String type, String id, String user) {
  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([A-Za-z0-9-]+):([0-9A-F]{8}):([0-9A-F]{8,9}):([0-9A-F]{8}):([^:\\s/]+):([^:\\s/]*):([^:\\s/]+):");

  public static Optional<Upid> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Upid(
            m.group(1),
            Long.parseLong(m.group(2), 16),
            Long.parseLong(m.group(3), 16),
            Long.parseLong(m.group(4), 16),
            m.group(5),
            m.group(6),
            m.group(7)));
  }

  /** The user without the token's name. */
  public String userName() {
    int mark = user.indexOf('!');
    return mark < 0 ? user : user.substring(0, mark);
  }

  /** The token's name. */
  public Optional<String> tokenName() {
    int mark = user.indexOf('!');
    return mark < 0 ? Optional.empty() : Optional.of(user.substring(mark + 1));
  }

  @Override
  public String toString() {
    return String.format(
        "UPID:%s:%08X:%08X:%08X:%s:%s:%s:", node, pid, pstart, startTime, type, id, user);
  }
}
