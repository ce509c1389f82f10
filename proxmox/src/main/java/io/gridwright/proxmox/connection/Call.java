package io.gridwright.proxmox.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call: method, path and parameters, which may be secret and are therefore never printed.
 *
 * @param path below {@code /api2/json}, percent-encoded
 * @param repeatable whether a second run does no harm, so that a lost answer may be asked for again
 */
public record Call(
    Method method,
    String path,
    List<Map.Entry<String, String>> parameters,
    Optional<Duration> within,
    boolean repeatable) {

  /** Verbs that the server knows. */
  public enum Method {
    GET,
    POST,
    PUT,
    DELETE;

    boolean writes() {
      return this != GET;
    }

    /** Whether the parameters travel in the body; DELETE must not have one (501). */
    boolean hasBody() {
      return this == POST || this == PUT;
    }
  }

  public static Call get(String template, Object... segments) {
    return of(Method.GET, template, segments);
  }

  public static Call post(String template, Object... segments) {
    return of(Method.POST, template, segments);
  }

  public static Call put(String template, Object... segments) {
    return of(Method.PUT, template, segments);
  }

  public static Call delete(String template, Object... segments) {
    return of(Method.DELETE, template, segments);
  }

  /** Each {@code {}} of the template stands for one segment, which is percent-encoded. */
  private static Call of(Method method, String template, Object... segments) {
    StringBuilder path = new StringBuilder();
    int from = 0;
    for (Object segment : segments) {
      int hole = template.indexOf("{}", from);
      path.append(template, from, hole).append(PercentEncoding.encode(segment.toString()));
      from = hole + 2;
    }
    path.append(template.substring(from));
    return new Call(method, path.toString(), List.of(), Optional.empty(), method == Method.GET);
  }

  /** Adds a parameter; booleans become 1 and 0, the only spelling that is understood. */
  public Call with(String name, Object value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(parameters);
    more.add(Map.entry(name, spelled(value)));
    return new Call(method, path, List.copyOf(more), within, repeatable);
  }

  public Call with(String name, Optional<?> value) {
    return value.map(present -> with(name, present)).orElse(this);
  }

  /** Adds the flag only where it is set: absent is the server's default. */
  public Call flag(String name, boolean set) {
    return set ? with(name, true) : this;
  }

  /** Repeats the key, which is how a real array travels in a form. */
  public Call withEach(String name, Collection<?> values) {
    Call call = this;
    for (Object value : values) {
      call = call.with(name, value);
    }
    return call;
  }

  /** One text, joined by commas: a {@code -list} format. Nothing is added for an empty list. */
  public Call withList(String name, Collection<?> values) {
    return values.isEmpty()
        ? this
        : with(name, values.stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  public Call withAll(Map<String, String> values) {
    Call call = this;
    for (Map.Entry<String, String> value : values.entrySet()) {
      call = call.with(value.getKey(), value.getValue());
    }
    return call;
  }

  public Call within(Duration limit) {
    return new Call(method, path, parameters, Optional.of(limit), repeatable);
  }

  /** For a GET that has an effect: a lost answer is not asked for again. */
  public Call once() {
    return new Call(method, path, parameters, within, false);
  }

  String form() {
    return parameters.stream()
        .map(
            pair ->
                PercentEncoding.encode(pair.getKey())
                    + "="
                    + PercentEncoding.encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  byte[] body() {
    return form().getBytes(StandardCharsets.US_ASCII);
  }

  String pathAndQuery() {
    return method.hasBody() || parameters.isEmpty() ? path : path + "?" + form();
  }

  private static String spelled(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    return value.toString();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
