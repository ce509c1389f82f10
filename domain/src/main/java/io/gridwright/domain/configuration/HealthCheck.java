package io.gridwright.domain.configuration;

import java.time.Duration;

/** How a balancer tells that a pool member lives. */
public record HealthCheck(String path, Duration interval, int failures) {
  public static final HealthCheck DEFAULT = new HealthCheck("/health", Duration.ofSeconds(1), 3);
}
