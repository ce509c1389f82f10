package io.gridwright.emulator.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a method, written as {@code newid:vmid name?:dns-name full?:boolean
 * format?{raw,qcow2} limit?:integer(0,100) net[32]?:net}: name, how many of them, whether it may be
 * left out, type or format, bounds of a number or of a text's length, allowed values.
 */
final class Parameters {
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9_-]+?)(?:\\[(\\d+)])?(\\?)?(?::([a-z0-9-]+))?(?:\\((\\d*),(\\d*)\\))?(?:\\{([^}]*)})?");

  private final Map<String, Parameter> byName = new LinkedHashMap<>();

  private record Parameter(
      String name, boolean optional, String type, Long least, Long most, List<String> values) {}

  private Parameters() {}

  static Parameters of(String... specifications) {
    Parameters parameters = new Parameters();
    for (String specification : specifications) {
      for (String word : specification.strip().split("\\s+")) {
        if (!word.isEmpty()) {
          parameters.add(word);
        }
      }
    }
    return parameters;
  }

  /** These and those. */
  Parameters and(Parameters others) {
    Parameters both = new Parameters();
    both.byName.putAll(byName);
    both.byName.putAll(others.byName);
    return both;
  }

  private void add(String word) {
    Matcher m = FORM.matcher(word);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a parameter: " + word);
    }
    int count = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
    String type = m.group(4) == null ? "string" : m.group(4);
    List<String> values = m.group(7) == null ? List.of() : List.of(m.group(7).split(","));
    for (int i = 0; i < Math.max(count, 1); i++) {
      String name = m.group(1) + (count == 0 ? "" : Integer.toString(i));
      byName.put(
          name,
          new Parameter(
              name, m.group(3) != null, type, bound(m.group(5)), bound(m.group(6)), values));
    }
  }

  private static Long bound(String text) {
    return text == null || text.isEmpty() ? null : Long.valueOf(text);
  }

  boolean knows(String name) {
    return byName.containsKey(name);
  }

  /** Whether answers give this key as a number. */
  boolean numeric(String name) {
    Parameter parameter = byName.get(name);
    return parameter != null
        && (parameter.type().equals("integer") || parameter.type().equals("boolean"));
  }

  /** The call's parameters that are among these. */
  Map<String, String> of(Call call) {
    Map<String, String> some = new TreeMap<>(call.parameters());
    some.keySet().retainAll(byName.keySet());
    return some;
  }

  /**
   * Checks all of them.
   *
   * @throws ApiException 400 with every faulty parameter
   */
  void check(Map<String, String> given) {
    Map<String, String> errors = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          Parameter parameter = byName.get(name);
          if (parameter == null) {
            errors.put(
                name,
                "property is not defined in schema and the schema does not allow additional"
                    + " properties");
          } else {
            fault(parameter, value).ifPresent(text -> errors.put(name, text));
          }
        });
    byName.values().stream()
        .filter(p -> !p.optional() && !given.containsKey(p.name()))
        .forEach(p -> errors.put(p.name(), "property is missing and it is not optional"));
    if (!errors.isEmpty()) {
      throw ApiException.parameters(errors);
    }
  }

  private static Optional<String> fault(Parameter parameter, String value) {
    return switch (parameter.type()) {
      case "string", "array" -> text(parameter, value);
      case "boolean" ->
          value.equals("1") || value.equals("0") ? Optional.empty() : type(parameter, value);
      case "integer" ->
          value.matches("-?\\d{1,18}") ? range(parameter, value) : type(parameter, value);
      case "number" ->
          value.matches("-?\\d+(\\.\\d+)?") ? range(parameter, value) : type(parameter, value);
      case "tokenid" ->
          value.matches("[A-Za-z][A-Za-z0-9.\\-_]+")
              ? Optional.empty()
              : Optional.of("value does not match the regex pattern");
      default -> formatted(parameter, value);
    };
  }

  private static Optional<String> type(Parameter parameter, String value) {
    return Optional.of("type check ('" + parameter.type() + "') failed - got '" + value + "'");
  }

  private static Optional<String> range(Parameter parameter, String value) {
    double number = Double.parseDouble(value);
    if (parameter.least() != null && number < parameter.least()) {
      return Optional.of("value must have a minimum value of " + parameter.least());
    }
    return parameter.most() != null && number > parameter.most()
        ? Optional.of("value must have a maximum value of " + parameter.most())
        : Optional.empty();
  }

  private static Optional<String> text(Parameter parameter, String value) {
    if (parameter.least() != null && value.length() < parameter.least()) {
      return Optional.of("value must be at least " + parameter.least() + " characters long");
    }
    if (parameter.most() != null && value.length() > parameter.most()) {
      return Optional.of("value may only be " + parameter.most() + " characters long");
    }
    return !parameter.values().isEmpty() && !parameter.values().contains(value)
        ? Optional.of(
            "value '"
                + value
                + "' does not have a value in the enumeration '"
                + String.join(", ", parameter.values())
                + "'")
        : Optional.empty();
  }

  /** A VMID is an integer first (PVE: 99 is a bad id, abc is no integer). */
  private static Optional<String> formatted(Parameter parameter, String value) {
    if (parameter.type().equals("vmid") && !value.matches("\\d+")) {
      return Optional.of("type check ('integer') failed - got '" + value + "'");
    }
    return Formats.check(parameter.type(), parameter.name(), value)
        .or(() -> text(parameter, value));
  }

  /** Names, for messages. */
  List<String> names() {
    return new ArrayList<>(byName.keySet());
  }
}
