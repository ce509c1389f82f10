package io.gridwright.emulator.door;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads durations from a body, refusing what is none. */
final class IsoDuration {
  private IsoDuration() {}

  /** The duration, or a 422 that says how one is written. */
  static Duration of(String field, String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw new DoorRefusal(
          422, "%s must be an ISO 8601 duration such as PT2S, was '%s'".formatted(field, text));
    }
    throw new DoorRefusal(422, field + " must not be negative, was " + text);
  }
}
