package io.gridwright.domain.configuration;

import java.time.Duration;

/**
 * When snapshots of a configuration are taken (F141); they never feed bills.
 *
 * @param every 15 minutes to one day
 * @param offset from the first instant of an hour or day, shorter than {@code every}
 */
public record Metering(Duration every, Duration offset) {
  public static final Metering HOURLY = new Metering(Duration.ofHours(1), Duration.ZERO);
}
