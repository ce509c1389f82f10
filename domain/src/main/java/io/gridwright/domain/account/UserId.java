package io.gridwright.domain.account;

import io.gridwright.domain.Identifier;

/** Names a user; opaque. */
public record UserId(String value) implements Identifier {
  public UserId {
    Identifier.required(value, "user id");
  }
}
