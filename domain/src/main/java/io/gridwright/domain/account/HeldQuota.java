package io.gridwright.domain.account;

/**
 * What an account or a document holds at one time, in the units of {@link Ceiling}. A difference of
 * two may be negative.
 *
 * @param memoryMib MiB
 * @param vcpus virtual CPUs
 * @param diskGib GiB
 * @param addresses public addresses, virtual or real (F42)
 */
public record HeldQuota(long memoryMib, int vcpus, long diskGib, int addresses) {
  public static final HeldQuota NONE = new HeldQuota(0, 0, 0, 0);

  public HeldQuota plus(HeldQuota other) {
    return new HeldQuota(
        memoryMib + other.memoryMib,
        vcpus + other.vcpus,
        diskGib + other.diskGib,
        addresses + other.addresses);
  }

  public HeldQuota minus(HeldQuota other) {
    return new HeldQuota(
        memoryMib - other.memoryMib,
        vcpus - other.vcpus,
        diskGib - other.diskGib,
        addresses - other.addresses);
  }

  /** The greater of each: enough for either. */
  public HeldQuota most(HeldQuota other) {
    return plus(other.growthOver(this));
  }

  /**
   * What a change from {@code before} to this one must hold at once: only what grows. What shrinks
   * is given back when the change is committed.
   */
  public HeldQuota growthOver(HeldQuota before) {
    HeldQuota difference = minus(before);
    return new HeldQuota(
        Math.max(0, difference.memoryMib),
        Math.max(0, difference.vcpus),
        Math.max(0, difference.diskGib),
        Math.max(0, difference.addresses));
  }

  /** Whether each amount is at most the ceiling's; equal fits (D13). */
  public boolean fitsIn(Ceiling ceiling) {
    return memoryMib <= ceiling.memoryMib()
        && vcpus <= ceiling.vcpus()
        && diskGib <= ceiling.diskGib()
        && addresses <= ceiling.addresses();
  }
}
