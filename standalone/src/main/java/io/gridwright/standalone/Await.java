package io.gridwright.standalone;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another program to be ready: it sends no event, so it is asked. */
public final class Await {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  /** Asks until it says yes. {@code stillPossible} throws when there is nothing to wait for. */
  public static void ready(
      String what, Duration patience, BooleanSupplier yes, Runnable stillPossible) {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!yes.getAsBoolean()) {
      stillPossible.run();
      if (System.nanoTime() > deadline) {
        throw new StartUpException(
            "%s was not ready within %d s".formatted(what, patience.toSeconds()));
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private Await() {}
}
