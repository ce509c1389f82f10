package io.gridwright.proxmox.value;

import java.util.regex.Pattern;

/** Name of a resource pool, up to three levels joined by slashes. */
public record PoolId(String text) implements Comparable<PoolId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,2}");

  public PoolId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a pool id: expected " + FORM);
    }
  }

  public static PoolId of(String text) {
    return new PoolId(text);
  }

  @Override
  public int compareTo(PoolId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
