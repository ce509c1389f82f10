package io.gridwright.proxmox.value;

import java.util.regex.Pattern;

/**
 * Fingerprint of a configuration as it was read; a write that brings it is refused if somebody
 * wrote in between.
 */
public record Digest(String text) implements Comparable<Digest> {
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{1,64}");

  public Digest {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a digest: expected " + FORM);
    }
  }

  public static Digest of(String text) {
    return new Digest(text);
  }

  @Override
  public int compareTo(Digest other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
