package io.gridwright.api.account;

import java.util.Optional;

/** The body of a log-on. */
public record LogOnForm(Optional<String> login, Optional<String> password) {
  /** Never shows the password. */
  @Override
  public String toString() {
    return "LogOnForm[login=" + login + "]";
  }
}
