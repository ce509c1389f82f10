package io.gridwright.emulator.guest;

/**
 * What the meters of a machine's process read. Counters grow from zero with each process.
 *
 * @param netIn bytes received by the guest
 * @param netOut bytes sent by the guest
 * @param cpu fraction of the machine's virtual CPUs in use, 0 to 1
 * @param memoryUsed bytes
 * @param diskRead bytes
 * @param diskWrite bytes
 */
public record GuestCounters(
    long netIn, long netOut, double cpu, long memoryUsed, long diskRead, long diskWrite) {

  /** The reading of a machine that does nothing. */
  public static final GuestCounters NONE = new GuestCounters(0, 0, 0, 0, 0, 0);
}
