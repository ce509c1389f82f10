package io.gridwright.api.account;

import java.time.Instant;

/** A session just opened; the token is known only here. */
record OpenedSession(String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "OpenedSession[until " + expiresAt + "]";
  }
}
