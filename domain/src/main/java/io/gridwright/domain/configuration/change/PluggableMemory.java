package io.gridwright.domain.configuration.change;

/**
 * Sizes of memory that a machine can have which takes more while it runs: 1024 MiB that stand, and
 * modules, 32 of 512 MiB, then 32 of twice as much, and so on (Proxmox VE's).
 */
public final class PluggableMemory {
  private static final long STANDING_MIB = 1024;
  private static final long FIRST_MODULE_MIB = 512;
  private static final int MODULES_OF_A_SIZE = 32;
  private static final int SIZES = 8;

  private PluggableMemory() {}

  /** Whether whole modules make up that size. */
  public static boolean fits(long memoryMib) {
    long current = STANDING_MIB;
    for (int size = 0; size < SIZES; size++) {
      for (int module = 0; module < MODULES_OF_A_SIZE && current < memoryMib; module++) {
        current += FIRST_MODULE_MIB << size;
      }
    }
    return current == memoryMib;
  }
}
