package io.gridwright.store.account;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A person.
 *
 * @param accountId empty for an operator
 */
public record UserRow(
    UserId id,
    Optional<AccountId> accountId,
    String login,
    String passwordHash,
    String name,
    String email,
    Role role,
    Instant createdAt) {

  /** Shows no hash. */
  @Override
  public String toString() {
    return "UserRow[" + id.value() + ", " + login + ", " + role + "]";
  }
}
