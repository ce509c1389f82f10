package io.gridwright.emulator.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An ordered fault.
 *
 * @param id given by the registry
 * @param match the calls it meets
 * @param times how many calls it still meets, at least 1 when ordered
 * @param effect what then happens
 * @param status HTTP status of REFUSE (500 if empty) and STATUS (599 if empty)
 * @param delay of DELAY, HANG_TASK and HOLD_LOCK; zero for none
 * @param message text of the refusal or of the task's end; may be empty
 * @param met how many calls it has met so far
 */
public record Fault(
    String id,
    FaultMatch match,
    int times,
    FaultEffect effect,
    OptionalInt status,
    Duration delay,
    String message,
    int met) {

  public Fault {
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(effect, "effect");
    if (times < 0) {
      throw new IllegalArgumentException("times must not be negative, was " + times);
    }
  }

  Fault metOnceMore() {
    return new Fault(id, match, times, effect, status, delay, message, met + 1);
  }

  boolean spent() {
    return met >= times;
  }
}
