package io.gridwright.domain.configuration;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Readings that fields of every group share; each reports its own fault. */
final class Fields {
  private Fields() {}

  /** A whole number in a range, or {@code fallback} where none was sent. */
  static long number(Optional<Long> sent, long min, long max, long fallback, FieldReport report) {
    if (sent.isPresent() && (sent.get() < min || sent.get() > max)) {
      report.fault(
          sent.get() + " is out of range; give a whole number from %d to %d".formatted(min, max));
      return fallback;
    }
    return sent.orElse(fallback);
  }

  static int count(Optional<Long> sent, int min, int max, int fallback, FieldReport report) {
    return (int) number(sent, min, max, fallback, report);
  }

  /** A port that must be there; 0 stands for a faulty one. */
  static int port(Optional<Long> sent, FieldReport report) {
    if (sent.isEmpty()) {
      report.fault("a port is missing; give one from 1 to 65535");
      return 0;
    }
    return count(sent, 1, 65535, 0, report);
  }

  /** A word of an enumeration, or {@code fallback}. */
  static <E extends Enum<E>> E word(
      Optional<String> sent, Class<E> words, E fallback, FieldReport report) {
    return word(sent, words, report).orElse(fallback);
  }

  static <E extends Enum<E>> Optional<E> word(
      Optional<String> sent, Class<E> words, FieldReport report) {
    Optional<E> known =
        Arrays.stream(words.getEnumConstants())
            .filter(e -> sent.filter(e.name()::equals).isPresent())
            .findFirst();
    if (sent.isPresent() && known.isEmpty()) {
      String choices =
          Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
      report.fault("\"%.80s\" is not known; choose one of %s".formatted(sent.get(), choices));
    }
    return known;
  }

  /** An ISO 8601 duration in a range, or {@code fallback}. */
  static Duration duration(
      Optional<String> sent, Duration min, Duration max, Duration fallback, FieldReport report) {
    if (sent.isEmpty()) {
      return fallback;
    }
    try {
      Duration given = Duration.parse(sent.get());
      if (given.compareTo(min) >= 0 && given.compareTo(max) <= 0) {
        return given;
      }
      report.fault("%s is out of range; give a duration from %s to %s".formatted(given, min, max));
    } catch (DateTimeParseException notIso) {
      report.fault(
          "\"%.80s\" is no ISO 8601 duration; write for instance %s"
              .formatted(sent.get(), fallback));
    }
    return fallback;
  }

  /** A text of at most {@code max} characters without control characters. */
  static Optional<String> text(Optional<String> sent, int max, FieldReport report) {
    sent.ifPresent(
        t -> {
          if (t.length() > max) {
            report.fault("%d characters are too many; use at most %d".formatted(t.length(), max));
          } else if (t.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            report.fault("there are control characters in it; leave them out");
          }
        });
    return sent;
  }
}
