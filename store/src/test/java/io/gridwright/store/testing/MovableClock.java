package io.gridwright.store.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class MovableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private MovableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  public static MovableClock at(String instant) {
    return new MovableClock(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  public void set(String instant) {
    now.set(Instant.parse(instant));
  }
}
