package io.gridwright.api.grid;

import io.gridwright.api.problem.RefusedException;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.operation.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads labels of a node, and refuses them with every faulty one at once. */
final class LabelFields {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,62}");
  private static final int LONGEST = 200;
  private static final int MOST = 50;

  private final Predicate<AccountId> exists;
  private final List<FieldError> faults = new ArrayList<>();

  /**
   * @param exists whether there is such an account
   */
  LabelFields(Predicate<AccountId> exists) {
    this.exists = exists;
  }

  /** The changes; empty where a label is to be cleared. */
  Map<String, Optional<Object>> read(NodeChangeForm form) {
    Map<String, Optional<Object>> changes = new TreeMap<>();
    form.labels()
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              check(name, value);
              changes.put(name, Optional.ofNullable(value));
            });
    if (changes.size() > MOST) {
      fault("", "%d labels are too many; set at most %d".formatted(changes.size(), MOST));
    }
    if (!faults.isEmpty()) {
      throw RefusedException.invalid(faults);
    }
    return changes;
  }

  private void check(String name, Object value) {
    String at = "/" + PolicyFields.pointed(name);
    if (!NAME.matcher(name).matches()) {
      fault(at, "a label is named by up to 63 letters, digits, dots and dashes");
    } else if (value != null) {
      checkValue(at, name, value);
    }
  }

  private void checkValue(String at, String name, Object value) {
    switch (name) {
      case "isolated" -> require(at, value instanceof Boolean, "it is true or false");
      case "licences" -> licences(at, value);
      case "dedicatedTo" ->
          require(
              at,
              isText(value) && exists.test(new AccountId((String) value)),
              "there is no account of that id; give the id of one");
      default ->
          require(at, isText(value), "it is a text of 1 to %d characters".formatted(LONGEST));
    }
  }

  private void licences(String at, Object value) {
    if (!(value instanceof List<?> names) || names.size() > MOST) {
      fault(at, "it is a list of up to %d names of operating systems".formatted(MOST));
      return;
    }
    for (int i = 0; i < names.size(); i++) {
      require(at + "/" + i, isText(names.get(i)), "it is the name of an operating system");
    }
  }

  private static boolean isText(Object value) {
    return value instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl);
  }

  private void require(String at, boolean sound, String message) {
    if (!sound) {
      fault(at, message);
    }
  }

  private void fault(String at, String message) {
    faults.add(new FieldError("/labels" + at, message));
  }
}
