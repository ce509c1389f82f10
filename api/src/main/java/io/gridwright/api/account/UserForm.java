package io.gridwright.api.account;

import io.gridwright.store.account.Role;
import io.gridwright.store.account.UserRow;
import java.time.Instant;

/** A person, without secrets. */
public record UserForm(
    String id, String login, String name, String email, Role role, Instant createdAt) {
  static UserForm from(UserRow user) {
    return new UserForm(
        user.id().value(), user.login(), user.name(), user.email(), user.role(), user.createdAt());
  }
}
