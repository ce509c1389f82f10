package io.gridwright.emulator.guest.service;

import java.net.ConnectException;
import java.time.Duration;

/** Opens real connections from a guest to others, by name or address. */
@FunctionalInterface
public interface LinkProbe {
  /** How one attempt ended. */
  enum Result {
    CONNECTED,
    REFUSED,
    TIMEOUT,
    UNKNOWN_HOST
  }

  /** One attempt; the time it took is that of connecting. */
  record Attempt(Result result, Duration took) {}

  /** Tries once; blocks up to a second. */
  Attempt attempt(String host, int port);

  /** What a failed connect means. */
  static Result resultOf(java.io.IOException failure) {
    return failure instanceof ConnectException ? Result.REFUSED : Result.TIMEOUT;
  }
}
