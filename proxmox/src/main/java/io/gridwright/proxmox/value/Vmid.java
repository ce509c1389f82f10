package io.gridwright.proxmox.value;

/**
 * Number of a guest, unique in the cluster, virtual machines and containers together.
 *
 * @param number 100 to 999999999
 */
public record Vmid(int number) implements Comparable<Vmid> {
  public Vmid {
    if (number < 100 || number > 999_999_999) {
      throw new IllegalArgumentException("VMID " + number + " is outside 100..999999999");
    }
  }

  public static Vmid of(int number) {
    return new Vmid(number);
  }

  public static Vmid parse(String text) {
    try {
      return new Vmid(Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a VMID: expected digits", e);
    }
  }

  @Override
  public int compareTo(Vmid other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
