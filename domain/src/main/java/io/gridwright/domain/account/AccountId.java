package io.gridwright.domain.account;

import io.gridwright.domain.Identifier;

/** Names an account; opaque. */
public record AccountId(String value) implements Identifier {
  public AccountId {
    Identifier.required(value, "account id");
  }
}
