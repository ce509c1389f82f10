package io.gridwright.proxmox.value;

import java.util.regex.Pattern;

/** Name of a snapshot: at most 40 characters, and never {@code current}. */
public record SnapshotName(String text) implements Comparable<SnapshotName> {
  private static final Pattern FORM = Pattern.compile("(?!current$)[A-Za-z][A-Za-z0-9_-]{1,39}");

  public SnapshotName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a snapshot name: expected " + FORM);
    }
  }

  public static SnapshotName of(String text) {
    return new SnapshotName(text);
  }

  @Override
  public int compareTo(SnapshotName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
