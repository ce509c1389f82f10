package io.gridwright.emulator.grid;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * The process of a running machine; it dies with its node.
 *
 * @param startedAtMillis milliseconds since the epoch
 * @param memoryMib what it was started with, and what was plugged in since
 * @param cpus what it was started with, and what was plugged in since
 * @param paused whether its virtual CPUs stand still
 */
public record QemuProcess(
    long pid, long startedAtMillis, long memoryMib, int cpus, boolean paused) {

  @JsonIgnore
  public Instant startedAt() {
    return Instant.ofEpochMilli(startedAtMillis);
  }

  QemuProcess having(long memory, int processors) {
    return new QemuProcess(pid, startedAtMillis, memory, processors, paused);
  }

  QemuProcess paused(boolean now) {
    return new QemuProcess(pid, startedAtMillis, memoryMib, cpus, now);
  }
}
