package io.gridwright.emulator.guest.service;

import java.time.Duration;

/**
 * What a component is made to look and behave like ({@code POST /load}).
 *
 * @param cpu fraction of the virtual CPUs in use, 0 to 1
 * @param memory fraction of the memory in use, 0 to 1
 * @param dropRequests fraction of requests that get no answer, 0 to 1
 * @param latency added before each answer
 */
public record Load(double cpu, double memory, double dropRequests, Duration latency) {
  /** An idle guest. */
  public static final Load IDLE = new Load(0.02, 0.35, 0, Duration.ZERO);

  public Load {
    requireFraction("cpu", cpu);
    requireFraction("memory", memory);
    requireFraction("dropRequests", dropRequests);
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latencyMs must be 0 or more, was " + latency.toMillis());
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1, was " + value);
    }
  }
}
