package io.gridwright.store.account;

/**
 * A person to add.
 *
 * @param passwordHash Argon2id with its parameters, never the password
 */
public record NewUser(String login, String passwordHash, String name, String email, Role role) {

  /** Shows no hash. */
  @Override
  public String toString() {
    return "NewUser[" + login + ", " + role + "]";
  }
}
