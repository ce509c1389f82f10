package io.gridwright.emulator.api;

import io.gridwright.emulator.access.Caller;
import io.gridwright.emulator.task.Sabotage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One call on its way to its handler.
 *
 * @param caller who calls; anonymous calls have an empty user
 * @param entry the node whose port it entered
 * @param method HTTP method
 * @param path behind {@code /api2/json}, decoded
 * @param parameters of path, query and body; arrays joined by NUL
 * @param sabotage what an ordered fault does to the worker that this call forks
 */
record Call(
    Caller caller,
    String entry,
    String method,
    String path,
    Map<String, String> parameters,
    Optional<Sabotage> sabotage) {
  /** Joins the elements of an array parameter. */
  static final String SEPARATOR = "\0";

  private static final Predicate<String> TRUE = "1"::equals;

  Call {
    parameters = new TreeMap<>(parameters);
  }

  Call with(Optional<Sabotage> other) {
    return new Call(caller, entry, method, path, parameters, other);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  String required(String name) {
    return text(name)
        .orElseThrow(
            () -> ApiException.parameter(name, "property is missing and it is not optional"));
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  boolean flag(String name) {
    return text(name).filter(TRUE).isPresent();
  }

  Optional<Boolean> choice(String name) {
    return text(name).map("1"::equals);
  }

  Optional<Long> number(String name) {
    return text(name).map(Long::parseLong);
  }

  Duration seconds(String name, long otherwise) {
    return Duration.ofSeconds(number(name).orElse(otherwise));
  }

  int vmid() {
    return Integer.parseInt(required("vmid"));
  }

  String node() {
    return required("node");
  }

  /** The elements of a list: separated by comma, semicolon, blank or NUL. */
  List<String> list(String name) {
    return text(name)
        .map(value -> Arrays.stream(value.split("[,; \0]+")).filter(s -> !s.isEmpty()).toList())
        .orElse(List.of());
  }

  /** The elements of an array. */
  List<String> array(String name) {
    return text(name).map(value -> List.of(value.split(SEPARATOR, -1))).orElse(List.of());
  }
}
