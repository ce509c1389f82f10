package io.gridwright.proxmox.value;

/**
 * An amount of bytes: sizes, memory in use, traffic counters.
 *
 * @param count not negative
 */
public record Bytes(long count) implements Comparable<Bytes> {
  public static final Bytes ZERO = new Bytes(0);

  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException(count + " bytes is negative");
    }
  }

  public static Bytes of(long count) {
    return new Bytes(count);
  }

  public static Bytes gib(long gib) {
    return new Bytes(gib << 30);
  }

  /** Whole MiB, rounded down. */
  public MemoryMib wholeMib() {
    return new MemoryMib(count >> 20);
  }

  /** Whole GiB, rounded down. */
  public GibSize wholeGib() {
    return new GibSize(count >> 30);
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  @Override
  public String toString() {
    return count + " B";
  }
}
