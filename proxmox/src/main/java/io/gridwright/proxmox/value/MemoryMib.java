package io.gridwright.proxmox.value;

/**
 * Memory in MiB, the unit of a guest's configuration.
 *
 * @param mib not negative
 */
public record MemoryMib(long mib) implements Comparable<MemoryMib> {
  public MemoryMib {
    if (mib < 0) {
      throw new IllegalArgumentException("memory of " + mib + " MiB is negative");
    }
  }

  public static MemoryMib of(long mib) {
    return new MemoryMib(mib);
  }

  public Bytes bytes() {
    return new Bytes(mib << 20);
  }

  @Override
  public int compareTo(MemoryMib other) {
    return Long.compare(mib, other.mib);
  }

  @Override
  public String toString() {
    return mib + " MiB";
  }
}
