package io.gridwright.emulator.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * How fast emulated time passes. Delays and periods of the real thing are multiplied by one factor;
 * waits for a lock keep at least a fifth of their length, so that a factor of 0 means "no
 * artificial delay" and not "every wait has already timed out".
 */
public final class Pace {
  private static final double LEAST_WAIT = 0.2;
  private static final double LEAST_PERIOD = 0.025;

  private final double factor;
  private final InstantSource clock;

  public Pace(double factor, InstantSource clock) {
    this.factor = factor;
    this.clock = clock;
  }

  /** The wall clock. */
  public Instant now() {
    return clock.instant();
  }

  /** Seconds since the epoch. */
  public long epoch() {
    return now().getEpochSecond();
  }

  /** The factor on delays. */
  public double factor() {
    return factor;
  }

  /** How long a delay of the real thing takes here. */
  public Duration delay(Duration real) {
    return scaled(real, factor);
  }

  /** How long to wait for something that another one holds. */
  public Duration wait(Duration real) {
    return scaled(real, Math.max(factor, LEAST_WAIT));
  }

  /**
   * How long a period or an expiry of the real thing is here: ten seconds never go below 250 ms.
   */
  public Duration period(Duration real) {
    return scaled(real, Math.max(factor, LEAST_PERIOD));
  }

  private static Duration scaled(Duration real, double factor) {
    return Duration.ofNanos((long) (real.toNanos() * factor));
  }

  /** Lets the calling thread stand still for a delay. */
  public void pause(Duration real) {
    Duration scaled = delay(real);
    if (scaled.isZero()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(scaled.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PauseInterruptedException();
    }
  }

  /** The emulator is being stopped in the middle of a pause. */
  public static final class PauseInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
