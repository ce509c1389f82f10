package io.gridwright.emulator.api;

import java.util.Map;
import java.util.TreeMap;

/** A call that is answered with an error. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> errors;

  private ApiException(int status, String message, Map<String, String> errors) {
    super(message);
    this.status = status;
    this.errors = new TreeMap<>(errors);
  }

  /** What a handler dies of: always 500, whatever its nature. */
  static ApiException failed(String message) {
    return new ApiException(500, message, Map.of());
  }

  /** Faulty parameters, each with its text. */
  static ApiException parameters(Map<String, String> errors) {
    return new ApiException(400, "Parameter verification failed.", errors);
  }

  static ApiException parameter(String name, String error) {
    return parameters(Map.of(name, error));
  }

  /** A right is missing; {@code what} names path and privilege, or is empty (PVE-D18). */
  static ApiException denied(String what) {
    return new ApiException(
        403, "Permission check failed" + (what.isEmpty() ? "" : " (" + what + ")"), Map.of());
  }

  /** Any other status; 401 and 595 to 599 are sent without a body. */
  static ApiException status(int status, String message) {
    return new ApiException(status, message, Map.of());
  }

  int status() {
    return status;
  }

  Map<String, String> errors() {
    return errors;
  }
}
