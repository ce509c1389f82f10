package io.gridwright.emulator.grid;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine as the hardware knows it.
 *
 * @param status {@code running} or {@code stopped}: whether a process exists
 * @param lock the config lock, if any
 * @param template whether it is an image template
 * @param tags in stored order
 * @param description empty when there is none
 * @param memoryMib what the running process has, or what is configured when stopped
 * @param startedAt when the process began; empty while stopped
 * @param config the applied configuration keys
 */
public record MachineView(
    int vmid,
    String node,
    String name,
    String status,
    Optional<String> lock,
    boolean template,
    List<String> tags,
    String description,
    long memoryMib,
    Optional<Instant> startedAt,
    Map<String, String> config) {

  /** Whether its process runs. */
  public boolean powered() {
    return startedAt.isPresent();
  }
}
