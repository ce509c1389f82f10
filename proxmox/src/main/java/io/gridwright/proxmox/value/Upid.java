package io.gridwright.proxmox.value;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a task: {@code UPID:<node>:<pid>:<pstart>:<starttime>:<type>:<id>:<user>:}.
 *
 * @param text exactly as the server wrote it: it is the key by which the task is asked for
 */
public record Upid(String text) {
  private static final String HEX = "([0-9A-Fa-f]{8,9})";
  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([^:\\s/]+):%1$s:%1$s:%1$s:([^:\\s/]+):([^:\\s/]*):([^:\\s/]+):".formatted(HEX));

  public Upid {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a UPID: expected UPID:<node>:<pid>:<pstart>:<starttime>:<type>:<id>:<user>:"
              .formatted(text));
    }
  }

  public static Upid parse(String text) {
    return new Upid(text.strip());
  }

  /** The UPID that the whole text is; empty for any other text, such as vzdump's {@code OK}. */
  public static Optional<Upid> find(String text) {
    return FORM.matcher(text.strip()).matches() ? Optional.of(parse(text)) : Optional.empty();
  }

  /** Formats the parts as the server does: upper-case hexadecimal. */
  public static Upid of(
      NodeName node,
      long pid,
      long processStart,
      Instant startedAt,
      String type,
      String id,
      UserId user) {
    return new Upid(
        "UPID:%s:%08X:%08X:%08X:%s:%s:%s:"
            .formatted(node, pid, processStart, startedAt.getEpochSecond(), type, id, user));
  }

  /** The node whose process the task is; only that node knows the task. */
  public NodeName node() {
    return NodeName.of(parts().group(1));
  }

  public long pid() {
    return Long.parseLong(parts().group(2), 16);
  }

  /** Start of the process in kernel ticks since boot. */
  public long processStart() {
    return Long.parseLong(parts().group(3), 16);
  }

  /** By the node's own clock, to the second. */
  public Instant startedAt() {
    return Instant.ofEpochSecond(Long.parseLong(parts().group(4), 16));
  }

  /** Kind of work, say {@code qmclone}. */
  public String type() {
    return parts().group(5);
  }

  /** What the task works on: mostly a VMID, for a clone that of the source; often empty. */
  public String id() {
    return parts().group(6);
  }

  public UserId user() {
    return UserId.parse(parts().group(7));
  }

  private Matcher parts() {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException(text);
    }
    return parts;
  }

  @Override
  public String toString() {
    return text;
  }
}
