package io.gridwright.proxmox.value;

/**
 * Size of a disk in GiB, the unit in which disks are allocated.
 *
 * @param gib not negative
 */
public record GibSize(long gib) implements Comparable<GibSize> {
  public GibSize {
    if (gib < 0) {
      throw new IllegalArgumentException("disk of " + gib + " GiB is negative");
    }
  }

  public static GibSize of(long gib) {
    return new GibSize(gib);
  }

  public Bytes bytes() {
    return Bytes.gib(gib);
  }

  @Override
  public int compareTo(GibSize other) {
    return Long.compare(gib, other.gib);
  }

  @Override
  public String toString() {
    return gib + " GiB";
  }
}
