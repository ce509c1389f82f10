package io.gridwright.domain.grid;

/** Number of a VM, unique in its cluster: 100..999999999. */
public record Vmid(int value) implements Comparable<Vmid> {
  public Vmid {
    if (value < 100 || value > 999_999_999) {
      throw new IllegalArgumentException("VMID " + value + " is outside 100..999999999");
    }
  }

  @Override
  public int compareTo(Vmid other) {
    return Integer.compare(value, other.value);
  }
}
