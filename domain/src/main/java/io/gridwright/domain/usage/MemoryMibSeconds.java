package io.gridwright.domain.usage;

/** Memory held over time, exactly: MiB times seconds; what is metered and summed. */
public record MemoryMibSeconds(long value) {
  public static final MemoryMibSeconds NONE = new MemoryMibSeconds(0);

  public MemoryMibSeconds {
    if (value < 0) {
      throw new IllegalArgumentException(value + " MiB-seconds is negative");
    }
  }

  /** {@code memoryMib} held for so many seconds. */
  public static MemoryMibSeconds held(long memoryMib, long seconds) {
    return new MemoryMibSeconds(Math.multiplyExact(memoryMib, seconds));
  }

  public MemoryMibSeconds plus(MemoryMibSeconds other) {
    return new MemoryMibSeconds(Math.addExact(value, other.value));
  }

  public GbHours gbHours() {
    return new GbHours(this);
  }
}
