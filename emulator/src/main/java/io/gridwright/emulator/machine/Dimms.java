package io.gridwright.emulator.machine;

/**
 * Memory that can be plugged in: 1024 MiB for each socket stand, the rest comes in modules, 32 of
 * 512 MiB, 32 of twice as much, and so on. What is asked for between two modules gets the next.
 */
final class Dimms {
  static final long STATIC_MIB = 1024;
  private static final long FIRST_MIB = 512;
  private static final int SIZES = 8;
  private static final int OF_A_SIZE = 32;

  private Dimms() {}

  /** What a machine has that asks for so much. */
  static long plugged(long memoryMib, int sockets) {
    long current = STATIC_MIB * sockets;
    for (int size = 0; size < SIZES; size++) {
      for (int module = 0; module < OF_A_SIZE && current < memoryMib; module++) {
        current += FIRST_MIB << size;
      }
    }
    return current;
  }
}
