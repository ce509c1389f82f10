package io.gridwright.standalone.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what nobody tells of. */
public final class Await {
  private static final Duration GLANCE = Duration.ofMillis(200);

  private Await() {}

  /**
   * Looks again and again until it is so.
   *
   * @return how long that took
   * @throws DemoFailure if it is not so in time
   */
  public static Duration of(Duration limit, BooleanSupplier condition) {
    var begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        throw new DemoFailure("it should have happened within " + limit.toSeconds() + " s");
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
