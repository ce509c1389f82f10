package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.socket.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How guests are to run.
 *
 * @param data directory for ports, violations and process marks
 * @param bind where guests' addresses are open to others
 * @param firstPort first loopback port for guests' addresses; 0 takes free ones
 * @param latency factor on boot time and on the way between nodes; 0 is none
 * @param nodeMemoryMib MiB of RAM of each node, for the violation "a start without memory"
 * @param haproxy path of haproxy; an empty text for none, empty to look on PATH
 * @param time the wall clock
 */
public record GuestSettings(
    Path data,
    Binding bind,
    int firstPort,
    double latency,
    long nodeMemoryMib,
    Optional<String> haproxy,
    InstantSource time) {

  private static final Duration BOOT = Duration.ofSeconds(12);

  /** From the start of a process to the answer of its agent (API.md 12: 10 to 60 s). */
  Duration boot() {
    return Duration.ofMillis((long) (BOOT.toMillis() * latency));
  }
}
