package io.gridwright.api.account;

import io.gridwright.api.problem.RefusedException;
import io.gridwright.domain.operation.FieldError;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads fields of accounts and users, and collects what is wrong with all of them. */
final class FieldFaults {
  private static final Pattern LABELS =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

  private final List<FieldError> faults = new ArrayList<>();

  void fault(String pointer, String message) {
    faults.add(new FieldError(pointer, message));
  }

  /** A text that must be there, of 1 to {@code most} characters, on one line. */
  String line(String pointer, Optional<String> sent, int most) {
    String text = sent.map(String::strip).orElse("");
    if (text.isEmpty()) {
      fault(pointer, "it is missing; give 1 to %d characters".formatted(most));
    } else if (text.length() > most) {
      fault(pointer, "%d characters are too many; use at most %d".formatted(text.length(), most));
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      fault(pointer, "there are control characters in it; leave them out");
    }
    return text;
  }

  /** A text of one shape. */
  String matching(String pointer, Optional<String> sent, Pattern shape, String wanted) {
    String text = sent.orElse("");
    if (!shape.matcher(text).matches()) {
      fault(pointer, (text.isEmpty() ? "it is missing; give " : "that is none; give ") + wanted);
    }
    return text;
  }

  String email(String pointer, Optional<String> sent) {
    return matching(pointer, sent, EMAIL, "an address like ann@example.com");
  }

  Optional<String> hostName(String pointer, Optional<String> sent) {
    sent.filter(name -> !LABELS.matcher(name).matches())
        .ifPresent(name -> fault(pointer, "that is no host name; write one like shop.example.com"));
    return sent;
  }

  /** A region of the time zone database. */
  ZoneId zone(String pointer, Optional<String> sent) {
    try {
      return ZoneId.of(sent.orElse("UTC"));
    } catch (DateTimeException unknown) {
      fault(pointer, "there is no such time zone; give one like Europe/Berlin");
      return ZoneId.of("UTC");
    }
  }

  /** One of a few words. */
  void word(String pointer, Optional<String> sent, Set<String> words) {
    sent.filter(word -> !words.contains(word))
        .ifPresent(
            word -> fault(pointer, "it is not known; choose one of " + String.join(", ", words)));
  }

  /** Refuses with all that was found; returns if nothing was. */
  void refuseIfAny() {
    if (!faults.isEmpty()) {
      throw RefusedException.invalid(faults);
    }
  }
}
