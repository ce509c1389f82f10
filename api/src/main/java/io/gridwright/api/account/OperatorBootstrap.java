package io.gridwright.api.account;

import io.gridwright.api.access.Passwords;
import io.gridwright.store.account.NewUser;
import io.gridwright.store.account.Role;
import io.gridwright.store.account.UserRow;
import io.gridwright.store.account.Users;
import java.util.Optional;

/**
 * Makes sure at start that the operator's user exists under a given, generated password. A password
 * that was generated anew replaces the old one and ends its sessions.
 */
public final class OperatorBootstrap {
  private final Users users;
  private final Passwords passwords;

  public OperatorBootstrap(Users users, Passwords passwords) {
    this.users = users;
    this.passwords = passwords;
  }

  /** Creates the operator, or brings the password up to date. */
  public void ensure(String login, String password) {
    Optional<UserRow> known = users.byLogin(login);
    if (known.filter(user -> user.role() != Role.OPERATOR).isPresent()) {
      throw new IllegalStateException(
          "the login '" + login + "' is a customer's; choose another for the operator");
    }
    if (known.isEmpty()) {
      users.add(
          Optional.empty(),
          new NewUser(
              login, passwords.hash(password), "Operator", login + "@localhost", Role.OPERATOR));
    } else if (!passwords.matches(password, known.map(UserRow::passwordHash))) {
      users.changePassword(known.get().id(), passwords.hash(password));
    }
  }
}
